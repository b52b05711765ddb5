using System.Runtime.InteropServices;

namespace Workbook.Engine.Building.Bases;

/// <summary>The installed .NET runtime as a base image: where Microsoft's images have it, with their environment.</summary>
internal static class DotnetRecipe
{
    private const string Home = "/usr/share/dotnet";
    private const string Runtime = "Microsoft.NETCore.App", AspNet = "Microsoft.AspNetCore.App";

    /// <summary>The user that Microsoft's images have for applications.</summary>
    public const string UserId = "1654";

    // For debuggers, and for tracing with a library that is not there.
    private static readonly string[] Spared = ["libmscordbi.so", "libmscordaccore.so", "libcoreclrtraceptprovider.so"];

    /// <exception cref="BuildException">There is no runtime to take.</exception>
    public static async Task<BaseRecipe> WriteAsync(CancellationToken cancellation)
    {
        var version = Environment.Version;
        var root = Root();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { [$"{Home}/dotnet"] = Path.Combine(root, "dotnet") };
        string[] folders = [Path.Combine("host", "fxr"), Path.Combine("shared", Runtime), Path.Combine("shared", AspNet)];
        foreach (var folder in folders.Select(folder => Newest(Path.Combine(root, folder), version)).OfType<string>())
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Spared.Contains(Path.GetFileName(file))))
                files[$"{Home}/{Path.GetRelativePath(root, file)}"] = file;
        }
        var programs = files.Values.Where(file => file.EndsWith(".so", StringComparison.Ordinal)).Append(Path.Combine(root, "dotnet")).ToList();
        foreach (var library in await SharedLibraries.OfAsync(programs, cancellation)) files[library] = library;
        MachineBases.AddCommons(files);
        return new(MachineBases.Dotnet, version.ToString(2))
        {
            Files = files,
            Links = new Dictionary<string, string>(MachineBases.ShellLinks()) { ["/usr/bin/dotnet"] = $"{Home}/dotnet" },
            Environment =
            [
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                $"APP_UID={UserId}",
                "ASPNETCORE_HTTP_PORTS=8080",
                "DOTNET_RUNNING_IN_CONTAINER=true",
                $"DOTNET_VERSION={version}",
                $"ASPNET_VERSION={version}",
                // The tables of the world's languages are larger than all the rest.
                "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1",
                // There is only this one version, for whatever the project was written.
                "DOTNET_ROLL_FORWARD=Major",
                "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt",
            ],
        };
    }

    /// <summary>Where the runtime that runs this program was installed.</summary>
    private static string Root()
    {
        // ROOT/shared/Microsoft.NETCore.App/10.0.1/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return File.Exists(Path.Combine(root, "dotnet"))
            ? root
            : throw new BuildException("No installed .NET runtime was found to make a base image of. Install the .NET SDK, or build with Docker.");
    }

    private static string? Newest(string folder, Version version) => !Directory.Exists(folder) ? null : Directory.GetDirectories(folder)
        .Select(path => (Path: path, Version: Version.TryParse(Path.GetFileName(path), out var found) ? found : null))
        .Where(each => each.Version?.Major == version.Major && each.Version.Minor == version.Minor)
        .MaxBy(each => each.Version).Path;
}
