namespace Workbook.Engine.Runtimes;

/// <summary>A command to be run inside a container (API_ExecuteCommand).</summary>
/// <param name="Arguments">The program and its arguments; a line is split as the ECS agent does, by a shell-like splitter.</param>
/// <param name="HasTerminal">True for a pseudo-terminal, on which stdout and stderr are one.</param>
/// <param name="Columns">The terminal's width in characters.</param>
/// <param name="Rows">The terminal's height in lines.</param>
public sealed record ExecCommand(IReadOnlyList<string> Arguments, bool HasTerminal, int Columns = 80, int Rows = 24);

/// <summary>A command could not be run inside a container.</summary>
public sealed class ExecException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the agent says of a program that the container does not have, looked up in PATH or named with its folder.</summary>
    public static ExecException ProgramNotFound(string program) => new(
        "Unable to start command: Failed to start pty: " + (program.Contains('/')
            ? $"fork/exec {program}: no such file or directory"
            : $"exec: \"{program}\": executable file not found in $PATH"));
}
