using System.Text;
using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Engine.Scanning.Packages;

/// <summary>What package managers leave in an image: which packages it has, and of which distribution.</summary>
internal static class PackageDatabases
{
    private const string Dpkg = "var/lib/dpkg/status";
    private const string DpkgFolder = "var/lib/dpkg/status.d/";
    private const string DotNet = ".deps.json";
    private static readonly string[] Apk = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
    private static readonly string[] Releases = ["etc/os-release", "usr/lib/os-release"];

    /// <summary>Whether <see cref="Read"/> wants the file.</summary>
    public static bool IsOne(string path) => IsDpkg(path) || Apk.Contains(path) || Releases.Contains(path) || path.EndsWith(DotNet, StringComparison.Ordinal);

    /// <summary>The packages of all databases that are known here; null when there is none.</summary>
    public static List<InstalledPackage>? Read(IReadOnlyDictionary<string, byte[]> files)
    {
        var ecosystem = Releases.Where(files.ContainsKey).Select(path => OsRelease.EcosystemOf(Text(files[path]))).FirstOrDefault(found => found is not null);
        var packages = new List<InstalledPackage>();
        var isSupported = false;
        foreach (var (path, content) in files)
        {
            var found = path.EndsWith(DotNet, StringComparison.Ordinal) ? DepsJson.Read(content)
                : ecosystem is null || Releases.Contains(path) ? null
                : IsDpkg(path) ? DpkgStatus.Read(Text(content), ecosystem)
                : ApkInstalled.Read(Text(content), ecosystem);
            if (found is null) continue;
            isSupported = true;
            packages.AddRange(found);
        }
        return isSupported ? packages : null;
    }

    // Distroless images have a file for each package, and next to it the checksums of its files.
    private static bool IsDpkg(string path) =>
        path == Dpkg || (path.StartsWith(DpkgFolder, StringComparison.Ordinal) && !path.EndsWith(".md5sums", StringComparison.Ordinal));

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);
}
