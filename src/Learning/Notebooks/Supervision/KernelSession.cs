using System.Collections.Concurrent;

namespace Workbook.Learning.Notebooks;

/// <summary>The host's side of the channel: requests come in on the calling thread, cells run beside it.</summary>
internal sealed class KernelSession(Stream requests, Stream replies, TimeProvider time, Action<byte[]> markRawStreams) : IAsyncDisposable
{
    private readonly MessageSender sender = new(replies);
    private readonly ConcurrentDictionary<int, CancellationTokenSource> running = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> questions = new();
    private readonly IdleCollection idle = new(time);
    private CSharpKernel? kernel;
    private string endMark = "";
    private int asked;

    public void Serve()
    {
        while (MessageChannel.Read(requests) is { } message)
        {
            switch (message)
            {
                case InitializeRequest initialize:
                    Initialize(initialize);
                    break;
                case ExecuteRequest execute when kernel is not null:
                    var stop = new CancellationTokenSource();
                    running[execute.Id] = stop;
                    idle.Stop();
                    _ = Task.Run(() => ExecuteAsync(kernel, execute, stop));
                    break;
                case InterruptRequest interrupt:
                    // Cancelling waits until the cell's thread reacts; requests must go on being read meanwhile.
                    if (running.TryGetValue(interrupt.Id, out var cancel))
                        new Thread(() => Cancel(cancel)) { IsBackground = true, Name = "kernel interrupt" }.Start();
                    break;
                case InputRequest input:
                    if (questions.TryRemove(input.Id, out var waiting))
                        waiting.SetResult(input.Text);
                    break;
                case EditRequest edit when kernel is not null:
                    _ = Task.Run(() => EditAsync(kernel, edit));
                    break;
                default:
                    throw new InvalidDataException($"A kernel host does not take '{message.GetType().Name}' here.");
            }
        }
        foreach (var stop in running.Values)
            new Thread(() => Cancel(stop)) { IsBackground = true }.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (kernel is not null)
            await kernel.DisposeAsync();
        idle.Dispose();
        sender.Dispose();
    }

    private void Initialize(InitializeRequest request)
    {
        endMark = request.EndMark;
        try
        {
            kernel = new CSharpKernel(request.Options, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            sender.Send(new RefusedReply(e.Message));
            return;
        }
        sender.Send(new ReadyReply());
        idle.Start();
    }

    private async Task ExecuteAsync(CSharpKernel kernel, ExecuteRequest request, CancellationTokenSource stop)
    {
        var outcome = await kernel.ExecuteAsync(request.Cell, new CellFront(output => sender.Send(new OutputReply(output)), AskAsync), stop.Token);
        running.TryRemove(request.Id, out _);
        if (running.IsEmpty) idle.Start();
        try
        {
            markRawStreams(KernelHost.EndMark(endMark, request.Id));
        }
        catch (IOException)
        {
            // The cell closed the standard streams; the front end stops waiting for the mark by itself.
        }
        sender.Send(new DoneReply(request.Id, outcome));
    }

    private Task<string?> AskAsync(InputQuestion question)
    {
        var id = Interlocked.Increment(ref asked);
        var answer = questions[id] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        sender.Send(new QuestionReply(id, question));
        return answer.Task;
    }

    private async Task EditAsync(CSharpKernel kernel, EditRequest request)
    {
        var none = CancellationToken.None;
        sender.Send(request.Kind switch
        {
            EditKind.Complete => new EditReply(request.Id, Completions: await kernel.CompleteAsync(request.Code, request.Position, none)),
            EditKind.Inspect => new EditReply(request.Id, Inspection: await kernel.InspectAsync(request.Code, request.Position, none)),
            EditKind.State => new EditReply(request.Id, State: await kernel.StateOfAsync(request.Code, none)),
            EditKind.Diagnose => new EditReply(request.Id, Problems: await kernel.DiagnoseAsync(request.Code, none)),
            _ => throw new System.Diagnostics.UnreachableException(request.Kind.ToString()),
        });
    }

    private static void Cancel(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (AggregateException)
        {
            // A callback that the cell's own code registered threw; the cell is stopped all the same.
        }
    }
}
