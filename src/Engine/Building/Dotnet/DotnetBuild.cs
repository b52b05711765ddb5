using System.Text;
using System.Text.Json;
using Workbook.Engine.Building.Bases;

namespace Workbook.Engine.Building.Dotnet;

/// <summary>Builds a .NET project and pushes it, with nothing but the .NET SDK (see "Containerize a .NET app with dotnet publish").</summary>
internal sealed class DotnetBuild(MachineBases bases, IBuildLog log)
{
    /// <exception cref="BuildException">It failed.</exception>
    public async Task PublishAsync(string project, PushTarget target, string tag, IReadOnlyDictionary<string, string> properties, CancellationToken cancellation)
    {
        var login = Directory.CreateTempSubdirectory("workbook-login-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(login.FullName, "config.json"), LoginOf(target), cancellation);
            await using var server = await ServeBaseAsync(cancellation);
            List<string> arguments = [project, "-t:PublishContainer", $"-p:ContainerRegistry={target.Registry}", $"-p:ContainerRepository={target.Repository}", $"-p:ContainerImageTag={tag}"];
            // The image runs where it is built, as the base does that is made here; public ones are there for every processor.
            arguments.Add($"-p:ContainerRuntimeIdentifier={Platform}");
            if (server is not null) arguments.Add($"-p:ContainerBaseImage={server.ImageName}");
            // Later ones win, so that whoever builds has the last word.
            arguments.AddRange(properties.Select(property => $"-p:{property.Key}={property.Value}"));
            await new DotnetCommand(log).PublishAsync(arguments, login.FullName, cancellation);
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

    private static string LoginOf(PushTarget target)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.UserName}:{target.Password}"));
        return $$$$"""{"auths":{"{{{{JsonEncodedText.Encode(target.Registry)}}}}":{"auth":"{{{{auth}}}}"}}}""";
    }
}
