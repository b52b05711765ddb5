using System.Runtime;

namespace Workbook.Learning.Notebooks;

/// <summary>Runs one cell on a thread of its own that can be stopped: in a loop, in a wait, at an await.</summary>
internal static class CellThread
{
    /// <summary>Throws <see cref="OperationCanceledException"/> when the token stopped the cell; else returns or throws what the cell did.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> cell, string name, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(cell, done, cancellationToken)) { IsBackground = true, Name = name };
        thread.Start();
        return done.Task;
    }

    private static void Run<T>(Func<Task<T>> cell, TaskCompletionSource<T> done, CancellationToken cancellationToken)
    {
        // ControlledExecution waits for ever for the callback of a token that cannot be cancelled.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gate = new Lock();
        var running = true;
        var thread = Thread.CurrentThread;
        T result = default!;
        Exception? failure = null;
        try
        {
#pragma warning disable SYSLIB0046 // Stopping code that does not cooperate is this method's very purpose; the process is the kernel's own.
            ControlledExecution.Run(
                () =>
                {
                    // An abort reaches running code, an interrupt reaches code that waits; registered inside, and so called
                    // before the abort. Only while the cell runs: later it would hit the bookkeeping below.
                    using var interrupt = stop.Token.UnsafeRegister(_ => Interrupt(), null);
                    result = new CellPump().RunUntilDone(cell);
                },
                stop.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception e)
        {
            failure = e;
        }
        Finish(gate, () => running = false);
        if (cancellationToken.IsCancellationRequested && failure is not null)
            done.SetException(new OperationCanceledException("The cell was interrupted.", failure, cancellationToken));
        else if (failure is not null)
            done.SetException(failure);
        else
            done.SetResult(result);

        void Interrupt()
        {
            lock (gate)
            {
                if (running)
                    thread.Interrupt();
            }
        }
    }

    private static void Finish(Lock gate, Action close)
    {
        using var never = new ManualResetEvent(false);
        for (;;)
        {
            try
            {
                lock (gate)
                    close();
                // Takes up an interrupt that was asked for but has not struck yet.
                never.WaitOne(0);
                return;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
