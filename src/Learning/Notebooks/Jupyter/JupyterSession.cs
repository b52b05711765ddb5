using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>What a kernel answers to which request. Cells wait for their turn in <see cref="JupyterExecutions"/>; everything else is answered at once.</summary>
internal sealed class JupyterSession : IAsyncDisposable
{
    private readonly KernelKeeper kernel;
    private readonly JupyterWire wire;
    private readonly JupyterHistory history = new();
    private readonly JupyterExecutions executions;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JupyterSession(JupyterConnection connection, KernelKeeper kernel, TimeProvider time)
    {
        this.kernel = kernel;
        // The sockets take messages as soon as they are there.
        var ready = new TaskCompletionSource<JupyterExecutions>(TaskCreationOptions.RunContinuationsAsynchronously);
        wire = new JupyterWire(connection, time,
            async request => await TakeAsync(request, await ready.Task),
            async request => await TakeAsync(request, await ready.Task),
            message => ready.Task.Result.Answer(message));
        executions = new JupyterExecutions(wire, kernel, history);
        ready.SetResult(executions);
        wire.Publish("status", null, new JsonObject { ["execution_state"] = "starting" });
    }

    /// <summary>Completes when the kernel was told to shut down.</summary>
    public Task Ended => ended.Task;

    public async ValueTask DisposeAsync()
    {
        await executions.DisposeAsync();
        await wire.DisposeAsync();
    }

    private async ValueTask TakeAsync(JupyterRequest request, JupyterExecutions executions)
    {
        if (request.Message.Type == "execute_request")
        {
            executions.Add(request);
            return;
        }
        wire.Publish("status", request.Message, new JsonObject { ["execution_state"] = "busy" });
        try
        {
            // Comms are for widgets: what opens one is told that it is closed, and there is no reply to any of them.
            if (request.Message.Type is "comm_open")
                wire.Publish("comm_close", request.Message, new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
            else if (request.Message.Type.EndsWith("_request", StringComparison.Ordinal))
                wire.Reply(request, await AnswerAsync(request, executions));
        }
        catch (Exception e) when (e is KernelStartException or OperationCanceledException)
        {
            wire.Reply(request, Error(e.GetType().Name, e.Message));
        }
        finally
        {
            wire.Publish("status", request.Message, new JsonObject { ["execution_state"] = "idle" });
            // Only now: the answer is on its way.
            if (request.Message.Type == "shutdown_request")
                ended.TrySetResult();
        }
    }

    private async Task<JsonObject> AnswerAsync(JupyterRequest request, JupyterExecutions executions)
    {
        switch (request.Message.Type)
        {
            case "kernel_info_request":
                return JupyterInfo.Reply();
            case "complete_request":
                return await CompleteAsync(request.Text("code"), request.Number("cursor_pos", 0));
            case "inspect_request":
                return await InspectAsync(request.Text("code"), request.Number("cursor_pos", 0));
            case "is_complete_request":
                return await StateAsync(request.Text("code"));
            case "history_request":
                return history.Reply(request);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "interrupt_request":
                executions.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                var answer = new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
                wire.Publish("shutdown_reply", request.Message, (JsonObject)answer.DeepClone());
                return answer;
            default:
                return Error("UnknownRequest", $"This kernel knows no '{request.Message.Type}'.");
        }
    }

    private async Task<JsonObject> CompleteAsync(string code, int cursor)
    {
        var (process, _) = await kernel.GetAsync();
        var found = await process.CompleteAsync(code, CodePoints.ToIndex(code, cursor), CancellationToken.None);
        int start = CodePoints.FromIndex(code, found.Start), end = CodePoints.FromIndex(code, found.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(item => new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end })]),
            },
        };
    }

    private async Task<JsonObject> InspectAsync(string code, int cursor)
    {
        var (process, _) = await kernel.GetAsync();
        var text = await process.InspectAsync(code, CodePoints.ToIndex(code, cursor), CancellationToken.None);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text is not null,
            ["data"] = text is null ? new JsonObject() : new JsonObject { ["text/plain"] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    private async Task<JsonObject> StateAsync(string code)
    {
        var (process, _) = await kernel.GetAsync();
        return await process.StateOfAsync(code, CancellationToken.None) switch
        {
            CodeState.Complete => new JsonObject { ["status"] = "complete" },
            CodeState.Incomplete => new JsonObject { ["status"] = "incomplete", ["indent"] = Indent(code) },
            CodeState.Invalid => new JsonObject { ["status"] = "invalid" },
            var state => throw new System.Diagnostics.UnreachableException(state.ToString()),
        };
    }

    // As deep as the last line, and deeper behind an open brace.
    private static string Indent(string code)
    {
        var last = code.TrimEnd('\n').Split('\n')[^1];
        var indent = last[..(last.Length - last.TrimStart().Length)];
        return last.TrimEnd().EndsWith('{') ? indent + "    " : indent;
    }

    private static JsonObject Error(string name, string message)
        => new() { ["status"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray(message) };
}
