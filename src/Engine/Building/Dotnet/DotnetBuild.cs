using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workbook.Engine.Building.Bases;

namespace Workbook.Engine.Building.Dotnet;

/// <summary>Builds a .NET project and pushes it, with nothing but the .NET SDK (see "Containerize a .NET app with dotnet publish").</summary>
internal sealed partial class DotnetBuild(MachineBases bases, IBuildLog log)
{
    /// <exception cref="BuildException">It failed.</exception>
    public async Task PublishAsync(string project, PushTarget target, string tag, IReadOnlyDictionary<string, string> properties, CancellationToken cancellation)
    {
        var login = Directory.CreateTempSubdirectory("workbook-login-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(login.FullName, "config.json"), LoginOf(target), cancellation);
            await using var server = await ServeBaseAsync(cancellation);
            List<string> arguments = ["publish", project, "-nologo", "-t:PublishContainer", "-nodeReuse:false", $"-p:ContainerRegistry={target.Registry}", $"-p:ContainerRepository={target.Repository}", $"-p:ContainerImageTag={tag}"];
            // The image runs where it is built, as the base does that is made here; public ones are there for every processor.
            arguments.Add($"-p:ContainerRuntimeIdentifier={Platform}");
            if (server is not null) arguments.Add($"-p:ContainerBaseImage={server.ImageName}");
            // Later ones win, so that whoever builds has the last word.
            arguments.AddRange(properties.Select(property => $"-p:{property.Key}={property.Value}"));
            await RunAsync(arguments, login.FullName, cancellation);
        }
        finally
        {
            login.Delete(recursive: true);
        }
    }

    private static string Platform => $"linux-{(MachineBases.Architecture == "amd64" ? "x64" : "arm64")}";

    /// <summary>Null where this machine's runtime is not one for Linux: the SDK then takes Microsoft's public base image.</summary>
    private async Task<BaseImageServer?> ServeBaseAsync(CancellationToken cancellation)
    {
        if (!MachineBases.IsPossible)
        {
            log.Write("The .NET runtime of this machine is none for Linux; the image is built on Microsoft's public one.\n");
            return null;
        }
        var image = await bases.DotnetAsync(cancellation);
        log.Write($"Base image: {image.Name}, made of the .NET runtime of this machine\n");
        return BaseImageServer.Start(image);
    }

    private async Task RunAsync(List<string> arguments, string dockerConfig, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOCKER_CONFIG"] = dockerConfig;
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

    private static string LoginOf(PushTarget target)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.UserName}:{target.Password}"));
        return $$$$"""{"auths":{"{{{{JsonEncodedText.Encode(target.Registry)}}}}":{"auth":"{{{{auth}}}}"}}}""";
    }
}
