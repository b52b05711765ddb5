using System.Runtime;

namespace Workbook.Learning.Notebooks;

/// <summary>Runs one cell on a thread of its own that can be stopped: in a wait, at an await, in a loop.</summary>
internal static class CellThread
{
    // An interrupt strikes only where a thread waits, which is safe; an abort strikes anywhere, also in the middle of the
    // runtime's own bookkeeping. So whoever can be stopped by the first is spared the second.
    private static readonly TimeSpan InterruptFirst = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan WakeAgain = TimeSpan.FromMilliseconds(50);

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
        // A token of its own: ControlledExecution waits for ever for the callback of a token that cannot be cancelled.
        var abort = new CancellationTokenSource();
        using var finished = new ManualResetEventSlim();
        var gate = new object();
        var running = true;
        var thread = Thread.CurrentThread;
        using var stopping = cancellationToken.UnsafeRegister(_ => Stop(), null);
        T result = default!;
        Exception? failure = null;
        try
        {
#pragma warning disable SYSLIB0046 // Stopping code that does not cooperate is this method's very purpose; the process is the kernel's own.
            ControlledExecution.Run(
                () =>
                {
                    try
                    {
                        result = new CellPump().RunUntilDone(cell);
                    }
                    finally
                    {
                        // From here on the runtime clears away the abort, in which an interrupt must not disturb it.
                        Volatile.Write(ref running, false);
                    }
                },
                abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception e)
        {
            failure = e;
        }
        Finish(gate, () => Volatile.Write(ref running, false));
        finished.Set();
        if (cancellationToken.IsCancellationRequested && failure is not null)
            done.SetException(new OperationCanceledException("The cell was interrupted.", failure, cancellationToken));
        else if (failure is not null)
            done.SetException(failure);
        else
            done.SetResult(result);

        void Stop()
        {
            Interrupt();
            if (finished.Wait(InterruptFirst, CancellationToken.None))
                return;
            // Cancelling returns when the abort has struck; a thread that waits must be woken for it, perhaps repeatedly.
            new Thread(abort.Cancel) { IsBackground = true, Name = "cell abort" }.Start();
            while (!finished.Wait(WakeAgain, CancellationToken.None))
                Interrupt();
        }

        void Interrupt()
        {
            lock (gate)
            {
                if (Volatile.Read(ref running))
                    thread.Interrupt();
            }
        }
    }

    /// <summary>Ends the time in which the thread may be interrupted, and takes up an interrupt that has not struck yet.</summary>
    private static void Finish(object gate, Action close)
    {
        using var never = new ManualResetEvent(false);
        for (;;)
        {
            try
            {
                lock (gate)
                    close();
                never.WaitOne(0);
                return;
            }
            catch (ThreadInterruptedException)
            {
                // A late interrupt was meant for the cell, which has ended: close again without it.
            }
        }
    }
}
