using System.ComponentModel;
using System.Diagnostics;

namespace Workbook.Engine.Building.Bases;

/// <summary>The installed Node.js as a base image.</summary>
internal static class NodeRecipe
{
    // Debian keeps a part of Node's own modules outside of the program.
    private const string DebianModules = "/usr/share/nodejs";

    /// <exception cref="BuildException">Node.js is not installed.</exception>
    public static async Task<BaseRecipe> WriteAsync(CancellationToken cancellation)
    {
        var (program, version) = await AskAsync(cancellation);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["/usr/local/bin/node"] = program };
        foreach (var library in await SharedLibraries.OfAsync([program], cancellation)) files[library] = library;
        if (Directory.Exists(DebianModules))
        {
            foreach (var file in Directory.EnumerateFiles(DebianModules, "*", SearchOption.AllDirectories)) files[file] = file;
        }
        MachineBases.AddCommons(files);
        return new(MachineBases.Node, version.Split('.')[0])
        {
            Files = files,
            Links = MachineBases.ShellLinks(),
            Environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", $"NODE_VERSION={version}"],
        };
    }

    /// <summary>Where it is, whatever starts it here, and its version.</summary>
    private static async Task<(string Program, string Version)> AskAsync(CancellationToken cancellation)
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["-p", "process.execPath + '\\n' + process.versions.node"]) { RedirectStandardOutput = true })!;
            var answer = (await node.StandardOutput.ReadToEndAsync(cancellation)).Split('\n');
            await node.WaitForExitAsync(cancellation);
            if (node.ExitCode == 0 && answer is [var program, var version, ..]) return (program, version);
        }
        catch (Win32Exception)
        {
            // It is not installed, which is said below.
        }
        throw new BuildException($"Node.js is not installed, of which {MachineBases.Node} is made. Install it, or use the Dockerfile with a public base image.");
    }
}
