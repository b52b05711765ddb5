using System.Globalization;
using Workbook.Engine.Images;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>
/// How a simulated container of a pushed image behaves, in this order: as its command says, where that is a shell line that
/// <see cref="CommandScript"/> understands; as the image's labels say; as a server that runs on.
/// <list type="table">
/// <item><term>workbook.run-for</term><description>seconds until it ends by itself</description></item>
/// <item><term>workbook.exit-code</term><description>its exit code then</description></item>
/// <item><term>workbook.start-time</term><description>seconds that it takes to start</description></item>
/// <item><term>workbook.stop-time</term><description>seconds that it takes to obey the stop signal; <c>never</c>: it has to be killed</description></item>
/// <item><term>workbook.health</term><description>what its health check finds: <c>healthy</c> or <c>unhealthy</c></description></item>
/// <item><term>workbook.app</term><description>what it answers to who connects: <c>hello</c>, <c>flaky</c> or <c>node-hello</c>, as the course's applications do; <c>none</c>: it listens nowhere</description></item>
/// <item><term>workbook.out-of-memory</term><description><c>true</c>: what ends it is that its memory runs out</description></item>
/// </list>
/// A label that cannot be read is as good as none.
/// </summary>
internal static class ImageBehaviour
{
    private const string Prefix = "workbook.";

    public static ImageScript Of(ImageConfig image, ContainerDefinition container)
    {
        var labelled = Labelled(image.Labels);
        if (CommandScript.TryParse(CommandOf(image, container)) is { } command) labelled = labelled with { RunFor = command.RunFor, ExitCode = command.ExitCode, RunsOutOfMemory = false, Listens = false };
        return CommandScript.TryParseHealthCheck(container.HealthCheck?.Command) is { } health ? labelled with { Health = health } : labelled;
    }

    /// <summary>As Docker puts it together: who replaces the entry point also replaces the command.</summary>
    /// <param name="image">Null for an image of which nothing is known.</param>
    public static IReadOnlyList<string> CommandOf(ImageConfig? image, ContainerDefinition container)
    {
        IReadOnlyList<string> own = container.Command is { Count: > 0 } command ? [.. command] : [];
        return container.EntryPoint is { Count: > 0 } entryPoint ? [.. entryPoint, .. own] : [.. image?.EntryPoint ?? [], .. own.Count > 0 ? own : image?.Command ?? []];
    }

    private static ImageScript Labelled(IReadOnlyDictionary<string, string> labels)
    {
        var script = ImageScript.Server;
        if (Seconds("run-for") is { } runFor) script = script with { RunFor = runFor };
        if (int.TryParse(Label("exit-code"), NumberStyles.None, CultureInfo.InvariantCulture, out var exitCode)) script = script with { ExitCode = exitCode };
        if (Seconds("start-time") is { } startTime) script = script with { StartTime = startTime };
        if ((Label("stop-time") == "never" ? TimeSpan.MaxValue : Seconds("stop-time")) is { } stopTime) script = script with { StopTime = stopTime };
        if (Label("app") == "none") script = script with { Listens = false };
        if (Label("health") == "unhealthy") script = script with { Health = ContainerHealth.Unhealthy };
        return Label("out-of-memory") == "true" ? script with { RunsOutOfMemory = true, ExitCode = ExitCodes.Killed } : script;

        string? Label(string name) => labels.GetValueOrDefault(Prefix + name);

        TimeSpan? Seconds(string name) =>
            double.TryParse(Label(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
