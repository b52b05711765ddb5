using System.Collections.Concurrent;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// A C# kernel in a process of its own. Whatever a cell does to that process, this object survives and says what happened;
/// outputs that were sent before are not lost.
/// </summary>
public sealed class KernelProcess : IKernel
{
    // After a cell's end, what it printed past the console may still be on its way.
    private static readonly TimeSpan RawOutputGrace = TimeSpan.FromSeconds(2);

    private sealed record Execution(int Id, TaskCompletionSource<CellOutcome> Done);

    private readonly KernelConnection connection;
    private readonly KernelLaunch launch;
    private readonly RawStream[] raw;
    private readonly Task reading;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly TaskCompletionSource<string?> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<EditReply>> edits = new();
    private CellFront front = new(_ => { });
    private Execution? current;
    private int executions;
    private int asked;
    private bool unresponsive;

    private KernelProcess(KernelConnection connection, KernelLaunch launch, string endMark)
    {
        this.connection = connection;
        this.launch = launch;
        raw =
        [
            new RawStream(connection.Process.StandardOutput.BaseStream, endMark, text => Receive(new StreamOutput("stdout", text))),
            new RawStream(connection.Process.StandardError.BaseStream, endMark, text => Receive(new StreamOutput("stderr", text))),
        ];
        ProcessId = connection.Process.Id;
        reading = Task.Run(ReadAsync);
    }

    public int ProcessId { get; }

    /// <summary>Completes with the exit code when the process has ended (on Unix 128 + the signal that ended it).</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>Starts the process; returns when it takes cells.</summary>
    /// <exception cref="KernelStartException">It did not start, ended at once, or refused the options.</exception>
    public static async Task<KernelProcess> StartAsync(KernelLaunch launch, CancellationToken cancellationToken = default)
    {
        var endMark = System.Security.Cryptography.RandomNumberGenerator.GetHexString(16);
        var kernel = new KernelProcess(await KernelConnection.OpenAsync(launch, cancellationToken), launch, endMark);
        string? refusal;
        try
        {
            await kernel.connection.SendAsync(new InitializeRequest(launch.Options, endMark));
            refusal = await kernel.ready.Task.WaitAsync(launch.StartTimeout, launch.Time, cancellationToken);
        }
        catch
        {
            await kernel.DisposeAsync();
            throw;
        }
        if (refusal is null)
            return kernel;
        await kernel.DisposeAsync();
        throw new KernelStartException(refusal);
    }

    public async Task<CellOutcome> ExecuteAsync(CellCode cell, CellFront front, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            var execution = new Execution(++executions, new(TaskCreationOptions.RunContinuationsAsynchronously));
            lock (gate)
            {
                this.front = front;
                current = execution;
            }
            if (exited.Task.IsCompleted)
                return Died(await exited.Task);
            await connection.SendAsync(new ExecuteRequest(execution.Id, cell));
            await using var interrupt = cancellationToken.Register(() => _ = InterruptAsync(execution));
            var first = await Task.WhenAny(execution.Done.Task, exited.Task);
            if (first == exited.Task && !execution.Done.Task.IsCompleted)
                return Died(await exited.Task);
            await WithinGrace(Task.WhenAll(raw.Select(stream => stream.ReachedAsync(execution.Id))));
            return await execution.Done.Task;
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellationToken)
        => (await EditAsync(EditKind.Complete, code, position, cancellationToken))?.Completions ?? new Completions(position, position, []);

    public async Task<string?> InspectAsync(string code, int position, CancellationToken cancellationToken)
        => (await EditAsync(EditKind.Inspect, code, position, cancellationToken))?.Inspection;

    public async Task<CodeState> StateOfAsync(string code, CancellationToken cancellationToken)
        => (await EditAsync(EditKind.State, code, 0, cancellationToken))?.State ?? CodeState.Complete;

    public async Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, CancellationToken cancellationToken)
        => (await EditAsync(EditKind.Diagnose, code, 0, cancellationToken))?.Problems ?? [];

    public async ValueTask DisposeAsync()
    {
        connection.CloseRequests();
        await WithinGrace(exited.Task);
        connection.Kill();
        await exited.Task;
        await reading;
        connection.Dispose();
        turn.Dispose();
    }

    private async Task InterruptAsync(Execution execution)
    {
        await connection.SendAsync(new InterruptRequest(execution.Id));
        try
        {
            await execution.Done.Task.WaitAsync(launch.InterruptGrace, launch.Time);
        }
        catch (TimeoutException)
        {
            unresponsive = true;
            connection.Kill();
        }
    }

    /// <summary>Null when the process has ended.</summary>
    private async Task<EditReply?> EditAsync(EditKind kind, string code, int position, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref asked);
        var answer = edits[id] = new TaskCompletionSource<EditReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await connection.SendAsync(new EditRequest(id, kind, code, position));
            var first = await Task.WhenAny(answer.Task, exited.Task).WaitAsync(cancellationToken);
            return first == answer.Task ? await answer.Task : null;
        }
        finally
        {
            edits.TryRemove(id, out _);
        }
    }

    private async Task AnswerAsync(QuestionReply reply)
    {
        string? text = null;
        try
        {
            if (front.Answer is { } ask)
                text = await ask(reply.Question);
        }
        catch (OperationCanceledException)
        {
            // Whoever was asked went away.
        }
        await connection.SendAsync(new InputRequest(reply.Id, text));
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await MessageChannel.ReadAsync(connection.Replies, CancellationToken.None) is { } message)
                Take(message);
        }
        catch (Exception)
        {
            // Out of step is as good as gone: nothing it says can be trusted any more. A cell may have written to the pipe itself, and anything.
            connection.Kill();
        }
        await WithinGrace(connection.Process.WaitForExitAsync());
        connection.Kill();
        await connection.Process.WaitForExitAsync();
        // The runtime's last words, unless a process that a cell started keeps the streams open.
        await WithinGrace(Task.WhenAll(raw.Select(stream => stream.Ended)));
        await connection.ReleaseAsync();
        ready.TrySetResult($"The notebook kernel ended with exit code {connection.Process.ExitCode} while it started.");
        exited.SetResult(connection.Process.ExitCode);
    }

    private void Take(KernelMessage message)
    {
        switch (message)
        {
            case OutputReply reply: Receive(reply.Output); break;
            case DoneReply reply:
                if (current is { } execution && execution.Id == reply.Id)
                    execution.Done.TrySetResult(reply.Outcome);
                break;
            case QuestionReply reply: _ = Task.Run(() => AnswerAsync(reply)); break;
            case EditReply reply:
                if (edits.TryRemove(reply.Id, out var asking))
                    asking.TrySetResult(reply);
                break;
            case ReadyReply: ready.TrySetResult(null); break;
            case RefusedReply reply: ready.TrySetResult(reply.Reason); break;
            default: throw new InvalidDataException($"A kernel does not send '{message.GetType().Name}'.");
        }
    }

    private void Receive(KernelOutput output)
    {
        lock (gate)
            front.Output(output);
    }

    private CellOutcome Died(int exitCode)
    {
        var message = $"kernel died (exit code {exitCode}): " + (unresponsive
            ? $"the cell did not stop within {launch.InterruptGrace.TotalSeconds:0.#} s of being interrupted, so its process was killed."
            : connection.Verdict ?? Meaning(exitCode));
        return new CellOutcome(CellStatus.KernelDied, executions, new CellError("KernelDied", message, [message]));
    }

    private static string Meaning(int exitCode) => exitCode switch
    {
        134 => "the runtime gave up, as it does after a stack overflow (recursion without end), when its memory is full, or by Environment.FailFast.",
        137 => "its process was killed; perhaps memory ran out.",
        139 => "its process made an invalid memory access.",
        _ => "its process ended, as Environment.Exit does.",
    };

    private async Task WithinGrace(Task task)
    {
        try
        {
            await task.WaitAsync(RawOutputGrace, launch.Time);
        }
        catch (TimeoutException)
        {
            // Goes on without it.
        }
    }
}
