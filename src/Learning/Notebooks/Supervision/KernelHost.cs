using System.IO.Pipes;
using System.Text;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>The process in which cells run. It ends when the front end that started it closes the channel or ends itself.</summary>
public static class KernelHost
{
    /// <summary>The hidden first argument by which an executable is asked to be a kernel host.</summary>
    public const string Command = "kernel-host";

    internal const string RequestPipe = "-requests";
    internal const string ReplyPipe = "-replies";

    /// <summary>The whole life of a host process; never returns, but ends the process.</summary>
    /// <param name="arguments">What follows <see cref="Command"/>: the name that <see cref="KernelProcess"/> gave its pipes.</param>
    /// <returns>Exit code 2 where the arguments are not those of a <see cref="KernelProcess"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var pipe])
        {
            await Console.Error.WriteLineAsync($"'{Command}' is started by `workbook run` and takes the name of its pipe.");
            return 2;
        }
        EnginePorts.OpenNamed();
        // In a sandbox the pipes are files of another user.
        var options = Path.IsPathRooted(pipe) ? PipeOptions.None : PipeOptions.CurrentUserOnly;
        // Each pipe goes one way and is used by one thread.
        using var requests = new NamedPipeClientStream(".", pipe + RequestPipe, PipeDirection.In, options);
        using var replies = new NamedPipeClientStream(".", pipe + ReplyPipe, PipeDirection.Out, options);
        await requests.ConnectAsync();
        await replies.ConnectAsync();
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        await RunAsync(requests, replies, TimeProvider.System, mark =>
        {
            output.Write(mark);
            error.Write(mark);
        });
        // Threads and timers that cells left behind must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    /// <summary>Serves one front end until it closes <paramref name="requests"/>.</summary>
    public static Task RunAsync(Stream requests, Stream replies) => RunAsync(requests, replies, TimeProvider.System, _ => { });

    private static async Task RunAsync(Stream requests, Stream replies, TimeProvider time, Action<byte[]> markRawStreams)
    {
        await using var session = new KernelSession(requests, replies, time, markRawStreams);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own: it answers even when cells keep every thread of the pool busy.
        new Thread(() =>
        {
            try
            {
                session.Serve();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "kernel requests" }.Start();
        await done.Task;
    }

    internal static byte[] EndMark(string mark, int id) => Encoding.UTF8.GetBytes(RawStream.Mark(mark, id));
}
