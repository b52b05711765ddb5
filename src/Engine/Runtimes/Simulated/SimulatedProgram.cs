using System.Globalization;
using Workbook.Engine.Images;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>What a simulated container runs, as its image and its container definition say it.</summary>
/// <param name="App">Which of the course's applications: <c>hello</c>, <c>flaky</c>, <c>node-hello</c>; empty for any other server.</param>
/// <param name="Arguments">Entry point and command.</param>
/// <param name="Environment">The image's variables, and over them the container's.</param>
public sealed record SimulatedProgram(string App, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The image label that says which of the course's applications it is; <c>none</c>: one that listens nowhere.</summary>
    internal const string Label = "workbook.app";

    private const int AspNetPort = 8080;
    private const int NodePort = 3000;
    private const int WebPort = 80;

    private static readonly HashSet<string> WebServers = new(StringComparer.Ordinal) { "nginx", "httpd", "caddy", "nginxdemos/hello" };

    /// <summary>Where it listens; null when that cannot be known, and it is taken to listen wherever its ports are mapped.</summary>
    public IReadOnlyList<int>? Ports { get; private init; }

    /// <summary>Of what the image was made.</summary>
    public string? Version { get; private init; }

    /// <param name="image">Null for an image of which nothing is known but its name.</param>
    internal static SimulatedProgram Of(ImageConfig? image, RuntimeContainer container)
    {
        var reference = ImageReference.Parse(container.State.Image);
        var arguments = ImageBehaviour.CommandOf(image, container.Definition);
        var environment = EnvironmentOf(image, container.Definition);
        var app = AppOf(image, reference);
        return new(app, arguments, environment)
        {
            Ports = PortsOf(app, image, reference, container.Definition, environment),
            Version = SettingOf(arguments, "--version") ?? environment.GetValueOrDefault("APP_VERSION")
                ?? image?.Labels.GetValueOrDefault("org.opencontainers.image.version") ?? (image is null && reference.Tag is { Length: > 0 } tag and not "latest" ? tag : null),
        };
    }

    private static string AppOf(ImageConfig? image, ImageReference reference)
    {
        var name = image?.Labels.GetValueOrDefault(Label) ?? reference.ShortName.Split('/')[^1];
        return name is "hello" or "flaky" or "node-hello" && reference.ShortName != "nginxdemos/hello" ? name : "";
    }

    private static List<int>? PortsOf(string app, ImageConfig? image, ImageReference reference, ContainerDefinition container, Dictionary<string, string> environment)
    {
        switch (app)
        {
            case "hello" or "flaky":
                return Numbers((environment.GetValueOrDefault("ASPNETCORE_HTTP_PORTS") ?? "").Split(';')) is { Count: > 0 } ports ? ports : [AspNetPort];
            case "node-hello":
                return Numbers([environment.GetValueOrDefault("PORT") ?? ""]) is { Count: > 0 } port ? port : [NodePort];
            default:
                var isAsMade = container is { Command: null or { Count: 0 }, EntryPoint: null or { Count: 0 } };
                if (isAsMade && WebServers.Contains(reference.ShortName)) return [WebPort];
                return isAsMade && image is { ExposedPorts.Count: > 0 } ? Numbers(image.ExposedPorts.Select(each => each.Split('/')[0])) : null;
        }
    }

    private static List<int> Numbers(IEnumerable<string> texts) =>
        [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number is > 0 and <= 65535)];

    private static Dictionary<string, string> EnvironmentOf(ImageConfig? image, ContainerDefinition container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in image?.Environment ?? [])
        {
            if (variable.Split('=', 2) is [var name, var value]) variables[name] = value;
        }
        foreach (var variable in container.Environment ?? []) variables[variable.Name ?? ""] = variable.Value ?? "";
        return variables;
    }

    /// <summary><c>--version 2</c> or <c>--version=2</c>.</summary>
    private static string? SettingOf(IReadOnlyList<string> arguments, string name)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at] == name && at + 1 < arguments.Count) return arguments[at + 1];
            if (arguments[at].StartsWith(name + "=", StringComparison.Ordinal)) return arguments[at][(name.Length + 1)..];
        }
        return null;
    }
}
