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
    private static readonly string[] Shells = ["sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"];

    /// <summary>What sleeps longer than this might as well sleep for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>What the command does, or null when it is none that can be read.</summary>
    public static CommandScript? TryParse(IReadOnlyList<string> command)
    {
        if (command.Count == 0) return null;
        return Shells.Contains(command[0]) && command is [_, var flag, var line, ..] && flag.StartsWith('-') && flag.EndsWith('c')
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
            if ((joint == "&&" && exitCode != 0) || (joint == "||" && exitCode == 0)) continue;
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
                case ["sleep", "infinity"] or ["tail", "-f", ..]:
                    return new(null, 0);
                case ["sleep", var duration] when Duration(duration) is { } slept:
                    if (runFor + slept >= Longest) return new(null, 0);
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

    private static TimeSpan? Duration(string text)
    {
        var seconds = text[^1] switch { 'm' => 60.0, 'h' => 3600.0, 'd' => 86400.0, _ => 1.0 };
        var digits = text[^1] is 's' or 'm' or 'h' or 'd' ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds(Math.Min(number * seconds, Longest.TotalSeconds))
            : null;
    }
}
