using System.ComponentModel;
using System.Diagnostics;

namespace Workbook.Learning.Sandboxes;

/// <summary>
/// A process that asks to be ended with its parent is ended with the thread that started it, and a thread of the pool that has nothing to do goes after 20 seconds.
/// So it is started by a thread of its own, which stays until it is over.
/// </summary>
internal static class ParentThread
{
    /// <param name="command">The program, its arguments and its whole environment.</param>
    /// <param name="over">Completes when the process has ended.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo command, Task over)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = new Thread(() =>
        {
            try
            {
                started.SetResult(Process.Start(command)!);
            }
            catch (Win32Exception error)
            {
                started.SetException(error);
                return;
            }
            over.Wait();
        }, maxStackSize: 256 * 1024)
        { IsBackground = true, Name = "Parent of a sandboxed process" };
        parent.Start();
        return started.Task;
    }
}
