using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Workbook.Learning.Notebooks;

/// <summary>Runs cells in the order in which they were sent.</summary>
internal sealed class JupyterExecutions : IAsyncDisposable
{
    private readonly JupyterWire wire;
    private readonly KernelKeeper keeper;
    private readonly JupyterHistory history;
    private readonly Channel<JupyterRequest> waiting = Channel.CreateUnbounded<JupyterRequest>();
    private readonly Lock gate = new();
    private readonly Task running;
    private CancellationTokenSource? current;
    private TaskCompletionSource<string?>? question;
    private bool ending;
    private int count;
    private int hidden;

    public JupyterExecutions(JupyterWire wire, KernelKeeper keeper, JupyterHistory history)
    {
        this.wire = wire;
        this.keeper = keeper;
        this.history = history;
        running = Task.Run(RunAsync);
    }

    public void Add(JupyterRequest request) => waiting.Writer.TryWrite(request);

    /// <summary>Stops the running cell; those that wait behind it are given up as after any error.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            if (current is { } stop)
                _ = stop.CancelAsync();
        }
    }

    /// <summary>Takes an <c>input_reply</c>.</summary>
    public void Answer(JupyterMessage message)
    {
        lock (gate)
            question?.TrySetResult(NotebookText.Read(message.Content["value"]) ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
            ending = true;
        waiting.Writer.TryComplete();
        Interrupt();
        await running;
    }

    private async Task RunAsync()
    {
        await foreach (var request in waiting.Reader.ReadAllAsync())
        {
            if (ending)
                continue;
            await wire.ListenedToAsync();
            State(request, "busy");
            var reply = await ExecuteAsync(request);
            wire.Reply(request, reply);
            State(request, "idle");
            if ((string?)reply["status"] == "error" && request.Flag("stop_on_error", true))
                Abort();
        }
    }

    // Who asked for several cells at once does not want the later ones where an earlier one failed.
    private void Abort()
    {
        while (waiting.Reader.TryRead(out var request))
        {
            State(request, "busy");
            wire.Reply(request, new JsonObject { ["status"] = "aborted" });
            State(request, "idle");
        }
    }

    private async Task<JsonObject> ExecuteAsync(JupyterRequest request)
    {
        var code = request.Text("code");
        var silent = request.Flag("silent", false);
        var stored = !silent && request.Flag("store_history", true) && code.Trim().Length > 0;
        var number = stored ? ++count : count;
        if (stored)
            history.Add(number, code);
        var outputs = new JupyterOutputs(wire, request.Message, number, silent);
        if (!silent)
            wire.Publish("execute_input", request.Message, new JsonObject { ["code"] = code, ["execution_count"] = number });
        var name = stored ? string.Create(CultureInfo.InvariantCulture, $"cell {number}") : string.Create(CultureInfo.InvariantCulture, $"hidden cell {++hidden}");
        var outcome = await ExecuteAsync(request, new CellCode(code, name), outputs);
        if (outcome.Error is not { } error)
            return new JsonObject { ["status"] = "ok", ["execution_count"] = number, ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray() };
        outputs.Fail(error);
        var reply = JupyterOutputs.Error(error);
        reply["status"] = "error";
        reply["execution_count"] = number;
        return reply;
    }

    private async Task<CellOutcome> ExecuteAsync(JupyterRequest request, CellCode cell, JupyterOutputs outputs)
    {
        using var stop = new CancellationTokenSource();
        lock (gate)
            current = stop;
        try
        {
            var (kernel, isNew) = await keeper.GetAsync();
            if (isNew)
                outputs.Send(new StreamOutput("stderr", "The process of the earlier cells has ended: what they declared is gone, and this cell runs in a new one.\n"));
            Func<InputQuestion, Task<string?>>? answer = request.Flag("allow_stdin", true) ? asked => AskAsync(request, asked, stop.Token) : null;
            return await kernel.ExecuteAsync(cell, new CellFront(outputs.Send, answer), stop.Token);
        }
        catch (Exception e) when (e is KernelStartException or OperationCanceledException)
        {
            return new CellOutcome(CellStatus.KernelDied, 0, new CellError(e is KernelStartException ? "KernelStart" : "Interrupted", e.Message, [e.Message]));
        }
        finally
        {
            lock (gate)
            {
                current = null;
                question?.TrySetResult(null);
                question = null;
            }
        }
    }

    private async Task<string?> AskAsync(JupyterRequest request, InputQuestion asked, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            question = answer;
        return wire.Ask(request, new JsonObject { ["prompt"] = asked.Prompt, ["password"] = asked.IsPassword })
            ? await answer.Task.WaitAsync(cancellationToken)
            : null;
    }

    private void State(JupyterRequest request, string state) => wire.Publish("status", request.Message, new JsonObject { ["execution_state"] = state });
}
