using System.Globalization;
using Workbook.Engine.Time;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Runs commands inside a simulated container: a program, a shell with a line, or a shell that reads lines.</summary>
internal sealed class SimulatedShell(RuntimeContainer container, SimulatedExec exec, EngineClock clock)
{
    private const string Prompt = "# ";
    private const int NotUnderstood = 2;
    private const int NotFound = 127;

    private string _name = "sh";
    private int _exitCode;
    private bool _hasExited;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        if (!ShellLine.IsShell(command[0])) return await exec.InForegroundAsync(own => ProgramAsync([.. command], own), cancellation);
        _name = SimulatedPrograms.NameOf(command[0]);
        if (ShellLine.Of(command) is { } line) return await exec.InForegroundAsync(own => LineAsync(line, own), cancellation);
        await LinesAsync(cancellation);
        return _exitCode;
    }

    private async Task LinesAsync(CancellationToken cancellation)
    {
        while (!_hasExited)
        {
            if (exec.HasTerminal) await exec.PrintAsync(ExecOutput.Output, Prompt, cancellation);
            if (await exec.Input.ReadLineAsync(cancellation) is not { } line) break;
            _exitCode = await exec.InForegroundAsync(own => LineAsync(line, own), cancellation);
        }
    }

    private async Task<int> LineAsync(string line, CancellationToken cancellation)
    {
        if (ShellLine.Split(line) is not { } statements || statements.Any(statement => statement.Words is ["while" or "until" or "for" or "if" or "case", ..]))
        {
            await ComplainAsync("the simulation understands no pipes, background jobs, loops and conditions, and no open quotes", cancellation);
            return _exitCode = NotUnderstood;
        }
        foreach (var (joint, words) in statements)
        {
            if (ShellLine.IsSkipped(joint, _exitCode) && joint.Length > 0) continue;
            _exitCode = await StatementAsync(words, cancellation);
            if (_hasExited) break;
        }
        return _exitCode;
    }

    private async Task<int> StatementAsync(string[] words, CancellationToken cancellation)
    {
        switch (words)
        {
            case ["exit"]:
                _hasExited = true;
                return _exitCode;
            case ["exit", var code]:
                _hasExited = true;
                if (byte.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return parsed;
                await ComplainAsync($"exit: Illegal number: {code}", cancellation);
                return NotUnderstood;
            case [":", ..]:
                return 0;
            case [var program, ..] when SimulatedPrograms.Has(container.State.Image, program):
                return ShellLine.IsShell(program)
                    ? await new SimulatedShell(container, exec, clock).RunAsync(words, cancellation)
                    : await ProgramAsync(words, cancellation);
            default:
                await ComplainAsync(_name == "bash" ? $"{words[0]}: command not found" : $"{words[0]}: not found", cancellation);
                return NotFound;
        }
    }

    private async Task<int> ProgramAsync(string[] command, CancellationToken cancellation)
    {
        if (SimulatedPrograms.TryRun(container, command, exec.HasTerminal) is var (output, exitCode))
        {
            await exec.PrintAsync(exitCode == 0 ? ExecOutput.Output : ExecOutput.Error, output, cancellation);
            return exitCode;
        }
        switch (SimulatedPrograms.NameOf(command[0]), command)
        {
            case ("sleep", [_, var operand]) when SleepTime.TryParse(operand) is { } time:
                await SleepAsync(time, cancellation);
                return 0;
            case ("cat", [_]):
                while (await exec.Input.ReadAsync(cancellation) is { Length: > 0 } chunk) await exec.PrintAsync(ExecOutput.Output, chunk, cancellation);
                return 0;
            default:
                await exec.PrintAsync(ExecOutput.Error, $"{command[0]}: the simulation does not know this use of it\n", cancellation);
                return 1;
        }
    }

    private async Task SleepAsync(TimeSpan time, CancellationToken cancellation)
    {
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var call = clock.Schedule(clock.GetUtcNow() + time, isUpkeep: false, woken.SetResult);
        await woken.Task.WaitAsync(cancellation);
    }

    private ValueTask ComplainAsync(string what, CancellationToken cancellation) => exec.PrintAsync(ExecOutput.Error, $"{_name}: {what}\n", cancellation);
}
