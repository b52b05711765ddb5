using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>
/// Says how a container behaves, in this order: a script that was set for its image; its command, where that is a shell
/// line that <see cref="CommandScript"/> understands; the image's name. Everything else is a server that runs on.
/// </summary>
public sealed class ImageCatalog
{
    private readonly Dictionary<string, ImageScript> _scripts = new(StringComparer.Ordinal)
    {
        // Images made for lessons: each does one thing that goes wrong in practice.
        ["workbook/crash"] = ImageScript.Job(TimeSpan.FromSeconds(1), exitCode: 1),
        ["workbook/batch"] = ImageScript.Job(TimeSpan.FromSeconds(5)),
        ["workbook/out-of-memory"] = ImageScript.Job(TimeSpan.FromSeconds(3), exitCode: ExitCodes.Killed) with { RunsOutOfMemory = true },
        ["workbook/unhealthy"] = ImageScript.Server with { Health = ContainerHealth.Unhealthy },
        ["workbook/slow-start"] = ImageScript.Server with { StartTime = TimeSpan.FromSeconds(20) },
        ["workbook/ignores-sigterm"] = ImageScript.Server with { StopTime = TimeSpan.MaxValue },
        ["workbook/missing"] = ImageScript.Server with { IsMissing = true },

        // Takes messages from a queue.
        ["worker"] = ImageScript.Server with { Listens = false },

        // Says hello and ends.
        ["hello-world"] = ImageScript.Job(TimeSpan.Zero),
    };

    /// <summary>
    /// Images with a shell and little else: without a command they end at once, for no terminal is there, and a command that
    /// cannot be read is one they do not have.
    /// </summary>
    private static readonly HashSet<string> BaseImages = new(StringComparer.Ordinal) { "alpine", "busybox", "debian", "ubuntu", "amazonlinux" };

    /// <summary>The shell's exit code for a command that does not exist.</summary>
    private const int CommandNotFound = 127;

    /// <summary>Tags that no repository has: the way to see a pull fail.</summary>
    private static readonly HashSet<string> MissingTags = new(StringComparer.Ordinal) { "missing", "nonexistent", "does-not-exist", "doesnotexist" };

    /// <summary>Makes every container of that image follow the script, whatever its command is.</summary>
    /// <param name="image">A reference, with or without a tag; without one it stands for every tag.</param>
    public void Set(string image, ImageScript script)
    {
        lock (_own) _own[image] = script;
    }

    private readonly Dictionary<string, ImageScript> _own = new(StringComparer.Ordinal);

    internal ImageScript Resolve(ContainerDefinition container)
    {
        var image = ImageReference.Parse(container.Image!);
        lock (_own)
        {
            if (_own.TryGetValue(container.Image!, out var own) || _own.TryGetValue(image.Name, out own)) return own;
        }
        var script = ByName(image);
        if (script.IsMissing) return script;
        string[] line = [.. container.EntryPoint ?? [], .. container.Command ?? []];
        if (CommandScript.TryParse(line) is { } command)
            script = script with { RunFor = command.RunFor, ExitCode = command.ExitCode, RunsOutOfMemory = false, Listens = false };
        else if (line.Length > 0 && BaseImages.Contains(image.ShortName))
            script = script with { ExitCode = CommandNotFound };
        if (CommandScript.TryParseHealthCheck(container.HealthCheck?.Command) is { } health) script = script with { Health = health };
        return script;
    }

    private ImageScript ByName(ImageReference image)
    {
        if (MissingTags.Contains(image.Tag) || image.Repository.Split('/').Any(MissingTags.Contains)) return ImageScript.Server with { IsMissing = true };
        return BaseImages.Contains(image.ShortName)
            ? ImageScript.Job(TimeSpan.Zero)
            : _scripts.GetValueOrDefault(image.ShortName, ImageScript.Server);
    }
}
