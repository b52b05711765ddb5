using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Fetches the packages of a notebook with <c>dotnet restore</c> on a project made for them. What was restored once is
/// not asked for again: the project stays, in a folder named after what stands in it.
/// </summary>
internal sealed partial class PackageRestore(string baseDirectory, string cache)
{
    private readonly List<PackageName> packages = [];
    private readonly List<string> feeds = [];

    /// <summary>Where projects are kept: the user's own folder for local data.</summary>
    public static string DefaultCache
    {
        get
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "workbook", "packages");
        }
    }

    /// <summary>All packages of the notebook so far and these, restored together so that their versions fit each other.</summary>
    /// <exception cref="PackageException">They cannot be had. The earlier ones stay.</exception>
    public async Task<PackageFiles> AddAsync(IReadOnlyList<PackageName> added, IReadOnlyList<string> addedFeeds, CancellationToken cancellationToken)
    {
        var wanted = packages.Where(old => !added.Any(name => Same(old, name))).Concat(added).ToList();
        var sources = feeds.Union(addedFeeds, StringComparer.Ordinal).ToList();
        var project = ProjectText(wanted, sources);
        var folder = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..24]);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        var files = File.Exists(assets) ? AssetsFile.Read(assets) : null;
        if (files is null)
        {
            await RestoreAsync(folder, project, added, cancellationToken);
            files = AssetsFile.Read(assets) ?? throw new PackageException($"Files of the packages are missing in NuGet's cache; delete '{folder}' and run the cell again.");
        }
        packages.Clear();
        packages.AddRange(wanted);
        feeds.Clear();
        feeds.AddRange(sources);
        return files;
    }

    private static bool Same(PackageName one, PackageName other) => string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);

    private string ProjectText(IEnumerable<PackageName> wanted, List<string> sources) => new XElement("Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("RestoreRootConfigDirectory", baseDirectory),
            new XElement("NuGetAudit", "false"),
            sources.Count == 0 ? null : new XElement("RestoreAdditionalProjectSources", string.Join(';', sources.Select(Located)))),
        new XElement("ItemGroup", wanted.OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase).Select(package => new XElement("PackageReference",
            new XAttribute("Include", package.Name), new XAttribute("Version", package.Version ?? "*"))))).ToString();

    private string Located(string feed) => feed.Contains("://", StringComparison.Ordinal) ? feed : Path.GetFullPath(feed, baseDirectory);

    private static async Task RestoreAsync(string folder, string project, IReadOnlyList<PackageName> added, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        // What stands in folders above is not meant for this project.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />", cancellationToken);
        var path = Path.Combine(folder, "packages.csproj");
        await File.WriteAllTextAsync(path, project, cancellationToken);
        var start = new ProcessStartInfo(DotnetHost.Path, ["restore", path, "--nologo", "-v", "quiet"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        if (process.ExitCode == 0)
            return;
        // A restore that failed leaves a file of what it found.
        File.Delete(Path.Combine(folder, "obj", "project.assets.json"));
        throw new PackageException(Explain(await output + await error, added));
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new PackageException($"Packages are fetched with the .NET SDK, and '{start.FileName}' cannot be started: {e.Message}");
        }
    }

    /// <summary>NuGet's error in the words of a notebook (https://learn.microsoft.com/nuget/reference/errors-and-warnings).</summary>
    private static string Explain(string output, IReadOnlyList<PackageName> added)
    {
        var errors = Error().Matches(output).Select(match => (Code: match.Groups[1].Value, Text: match.Groups[2].Value.Trim())).Distinct().ToList();
        if (errors.Count == 0)
            return $"dotnet restore failed for {string.Join(", ", added.Select(package => package.Name))}: {output.Trim()}";
        var advice = errors[0].Code switch
        {
            "NU1101" => "Check the spelling; a further source is added with #i \"nuget: ADDRESS or FOLDER\".",
            "NU1102" or "NU1103" => "Choose a version that there is, or none for the newest.",
            "NU1301" or "NU1300" => "The source of packages cannot be reached: without a network only packages work that were fetched before.",
            _ => null,
        };
        return string.Join('\n', errors.Select(error => $"{error.Code}: {error.Text}").Append(advice).OfType<string>());
    }

    [GeneratedRegex(@"error (\w+)\s*: (.*?)(?= \[[^\]]*\]\s*$|$)", RegexOptions.Multiline)]
    private static partial Regex Error();
}
