using System.Globalization;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>
/// Reads the shell lines that lessons are full of: <c>echo</c>, <c>sleep N</c>, <c>exit N</c>, <c>true</c>, <c>false</c>,
/// joined by <c>;</c>, <c>&amp;&amp;</c> or <c>||</c>, and loops, which run for ever.
/// </summary>
/// <param name="RunFor">How long the command runs; null: for ever.</param>
/// <param name="ExitCode">What it ends with.</param>
internal readonly record struct CommandScript(TimeSpan? RunFor, int ExitCode)
{
    /// <summary>What the command does, or null when it is none that can be read.</summary>
    public static CommandScript? TryParse(IReadOnlyList<string> command)
    {
        if (command.Count == 0) return null;
        return ShellLine.Of(command) is { } line
            ? Line(line)
            // Without a shell nothing is joined: ["echo", "a; b"] is one command.
            : command.Count == 1 ? Line(command[0]) : Follow([("", [.. command])]);
    }

    /// <summary>UNHEALTHY for a check that cannot succeed; null when nothing can be said.</summary>
    public static ContainerHealth? TryParseHealthCheck(ValueList<string>? command)
    {
        if (command is not { Count: > 1 } || command[0] is not ("CMD" or "CMD-SHELL")) return null;
        return Line(string.Join(' ', command.Skip(1))) is { } script
            ? script is { RunFor: not null, ExitCode: 0 } ? ContainerHealth.Healthy : ContainerHealth.Unhealthy
            : null;
    }

    private static CommandScript? Line(string line)
    {
        var text = line.Trim();
        if (text.StartsWith("while ", StringComparison.Ordinal) || text.StartsWith("until ", StringComparison.Ordinal)) return new(null, 0);
        return ShellLine.Split(text) is { } statements ? Follow(statements) : null;
    }

    private static CommandScript? Follow(IEnumerable<(string Joint, string[] Words)> statements)
    {
        var runFor = TimeSpan.Zero;
        var exitCode = 0;
        foreach (var (joint, words) in statements)
        {
            if (ShellLine.IsSkipped(joint, exitCode)) continue;
            switch (words)
            {
                case []:
                    break;
                case ["echo" or "set" or "printf" or "date" or "env" or "hostname" or "pwd" or "ls" or "true" or ":", ..]:
                    exitCode = 0;
                    break;
                case ["false", ..]:
                    exitCode = 1;
                    break;
                case ["tail", "-f", ..]:
                    return new(null, 0);
                case ["sleep", var duration] when SleepTime.TryParse(duration) is { } slept:
                    if (runFor + slept >= SleepTime.Longest) return new(null, 0);
                    runFor += slept;
                    exitCode = 0;
                    break;
                case ["exit"]:
                    return new(runFor, exitCode);
                case ["exit", var code] when byte.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed):
                    return new(runFor, parsed);
                default:
                    return null;
            }
        }
        return new(runFor, exitCode);
    }
}
