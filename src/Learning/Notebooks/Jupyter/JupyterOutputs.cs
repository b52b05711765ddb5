using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>Outputs of a cell as messages of the iopub channel.</summary>
internal sealed class JupyterOutputs(JupyterWire wire, JupyterMessage request, int number, bool silent)
{
    public void Send(KernelOutput output)
    {
        if (silent)
            return;
        var (type, content) = output switch
        {
            StreamOutput stream => ("stream", new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text }),
            DisplayOutput display => ("display_data", Data(display.Data, display.DisplayId)),
            UpdateOutput update => ("update_display_data", Data(update.Data, update.DisplayId)),
            ResultOutput result => ("execute_result", Result(result)),
            ClearOutput clear => ("clear_output", new JsonObject { ["wait"] = clear.Wait }),
            _ => throw new System.Diagnostics.UnreachableException(output.GetType().Name),
        };
        wire.Publish(type, request, content);
    }

    public void Fail(CellError error)
    {
        if (!silent)
            wire.Publish("error", request, Error(error));
    }

    public static JsonObject Error(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    private static JsonObject Data(IReadOnlyDictionary<string, string> bundle, string displayId) => new()
    {
        ["data"] = MimeJson.Message(bundle),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    };

    private JsonObject Result(ResultOutput result) => new()
    {
        ["execution_count"] = number,
        ["data"] = MimeJson.Message(result.Data),
        ["metadata"] = new JsonObject(),
    };
}
