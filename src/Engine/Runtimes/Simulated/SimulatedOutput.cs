using System.Globalization;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>What a simulated container prints by itself: what its command line prints, as far as it can be read, and what the course's applications say when they listen.</summary>
internal static class SimulatedOutput
{
    /// <summary>The lines, each with how long after the start it comes, in this order.</summary>
    public static IReadOnlyList<(TimeSpan After, string Text)> Of(RuntimeContainer container, SimulatedProgram program)
    {
        if (program is { App: "hello" or "flaky", Ports: { Count: > 0 } ports })
            return [.. ports.Select(port => Now(string.Create(CultureInfo.InvariantCulture, $"info: Microsoft.Hosting.Lifetime[14] Now listening on: http://[::]:{port}"))), Now("info: Microsoft.Hosting.Lifetime[0] Application started. Press Ctrl+C to shut down.")];
        if (program is { App: "node-hello", Ports: { Count: > 0 } nodePorts }) return [Now(string.Create(CultureInfo.InvariantCulture, $"listening on {nodePorts[0]}"))];
        return Lines(container, program.Arguments);
    }

    private static (TimeSpan, string) Now(string text) => (TimeSpan.Zero, text);

    private static List<(TimeSpan, string)> Lines(RuntimeContainer container, IReadOnlyList<string> command)
    {
        var (lines, after, exitCode, open) = (new List<(TimeSpan, string)>(), TimeSpan.Zero, 0, "");
        var statements = command.Count == 0 ? [] : ShellLine.Of(command) is { } line ? ShellLine.Split(line) ?? [] : [("", [.. command])];
        foreach (var (joint, words) in statements)
        {
            if (words.Length == 0 || (joint.Length > 0 && ShellLine.IsSkipped(joint, exitCode))) continue;
            if (words is ["sleep", var duration] && SleepTime.TryParse(duration) is { } slept && after + slept < SleepTime.Longest)
            {
                after += slept;
                exitCode = 0;
                continue;
            }
            // What comes behind anything else is not known.
            if (SimulatedPrograms.TryRun(container, words, hasTerminal: false) is not var (output, code)) break;
            exitCode = code;
            var pieces = (open + output).Split('\n');
            lines.AddRange(pieces[..^1].Select(piece => (after, piece)));
            open = pieces[^1];
        }
        if (open.Length > 0) lines.Add((after, open));
        return lines;
    }
}
