using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Workbook.Engine.Building.Dotnet;

/// <summary>Runs <c>dotnet publish</c>, and tells what it prints.</summary>
internal sealed partial class DotnetCommand(IBuildLog log)
{
    /// <param name="arguments">After <c>dotnet publish</c>.</param>
    /// <param name="dockerConfig">The folder with the logins to registries; null: the learner's own.</param>
    /// <exception cref="BuildException">It failed.</exception>
    public async Task PublishAsync(IEnumerable<string> arguments, string? dockerConfig, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["publish", .. arguments, "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (dockerConfig is not null) start.Environment["DOCKER_CONFIG"] = dockerConfig;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        try
        {
            using var dotnet = Process.Start(start)!;
            try
            {
                await Task.WhenAll(FollowAsync(dotnet.StandardOutput, cancellation), FollowAsync(dotnet.StandardError, cancellation));
                await dotnet.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                dotnet.Kill(entireProcessTree: true);
                throw;
            }
            if (dotnet.ExitCode != 0) throw new BuildException("dotnet publish failed; what it printed above says why. Nothing was pushed.");
        }
        catch (Win32Exception error)
        {
            throw new BuildException("The .NET SDK is not installed, which builds images of .NET projects without Docker. Install it, or start Docker and write a Dockerfile.", error);
        }
    }

    private async Task FollowAsync(StreamReader output, CancellationToken cancellation)
    {
        while (await output.ReadLineAsync(cancellation) is { } line) log.Write(Message().Replace(line, "  $1") + "\n");
    }

    // FILE(LINE,COLUMN): message : [CATEGORY] TEXT [PROJECT]: what is no warning and no error needs no place.
    [GeneratedRegex(@"^\S+\([0-9,]+\): message : (?:\[[\w.]+\] )?(.*?),? \[\S+\]$")]
    private static partial Regex Message();
}
