using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>The outputs of one cell, as they will stand in the notebook.</summary>
internal sealed class CellOutputs(NotebookCell cell, int limit, NotebookOutputs all)
{
    private abstract record Item;

    private sealed record StreamItem(string Name, StringBuilder Text) : Item;

    private sealed record BundleItem(string? DisplayId, bool IsResult) : Item
    {
        public required IReadOnlyDictionary<string, string> Data { get; set; }
    }

    private sealed record ErrorItem(CellError Error) : Item;

    private readonly List<Item> items = [];
    private long size;
    private bool clearOnNext;
    private bool stored;
    private bool news;

    public void Add(KernelOutput output) => all.Change(() => Take(output));

    /// <summary>Why the cell failed. Kept whatever the limit is.</summary>
    public void AddError(CellError error) => all.Change(() => Append(new ErrorItem(error)));

    /// <summary>Whether something came, and was not dropped, since this was asked last.</summary>
    public bool TakeNews()
    {
        var taken = false;
        all.Change(() => (taken, news) = (news, false));
        return taken;
    }

    /// <summary>Puts what is there into the notebook's cell.</summary>
    public void Store() => all.Change(Write);

    internal bool IsOf(NotebookCell other) => cell.IsSame(other);

    internal void Replace(UpdateOutput update)
    {
        foreach (var item in items.OfType<BundleItem>().Where(item => item.DisplayId == update.DisplayId))
        {
            item.Data = update.Data;
            Changed();
        }
    }

    internal void Write()
    {
        if (stored)
            return;
        stored = true;
        cell.SetOutputs(items.Select(ToJson));
    }

    private void Take(KernelOutput output)
    {
        switch (output)
        {
            case UpdateOutput update:
                all.Update(update);
                return;
            case ClearOutput { Wait: true }:
                clearOnNext = true;
                return;
            case ClearOutput:
                Clear();
                return;
        }
        if (clearOnNext)
            Clear();
        if (size > limit)
            return;
        switch (output)
        {
            case StreamOutput stream: AddText(stream); break;
            case DisplayOutput display: AddBundle(display.Data, display.DisplayId, false); break;
            case ResultOutput result: AddBundle(result.Data, null, true); break;
            default: throw new System.Diagnostics.UnreachableException(output.GetType().Name);
        }
        if (size > limit)
            Append(new StreamItem("stderr", new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"\n(output cut after {limit} characters)\n"))));
    }

    private void AddText(StreamOutput stream)
    {
        var rest = (int)Math.Min(stream.Text.Length, limit - size);
        size += stream.Text.Length;
        if (items.LastOrDefault() is not StreamItem last || last.Name != stream.Name)
            Append(last = new StreamItem(stream.Name, new StringBuilder()));
        last.Text.Append(stream.Text, 0, rest);
        Changed();
    }

    private void AddBundle(IReadOnlyDictionary<string, string> data, string? displayId, bool isResult)
    {
        size += data.Sum(form => (long)form.Value.Length);
        if (size <= limit)
            Append(new BundleItem(displayId, isResult) { Data = data });
    }

    private void Append(Item item)
    {
        items.Add(item);
        Changed();
    }

    private void Clear()
    {
        items.Clear();
        size = 0;
        clearOnNext = false;
        Changed();
    }

    private void Changed() => (stored, news) = (false, true);

    // Members in alphabetical order, as Jupyter writes them.
    private JsonObject ToJson(Item item) => item switch
    {
        StreamItem stream => new JsonObject
        {
            ["name"] = stream.Name,
            ["output_type"] = "stream",
            ["text"] = NotebookText.Write(stream.Text.ToString()),
        },
        BundleItem { IsResult: true } result => new JsonObject
        {
            ["data"] = MimeJson.Write(result.Data),
            ["execution_count"] = cell.ExecutionCount,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        BundleItem display => new JsonObject
        {
            ["data"] = MimeJson.Write(display.Data),
            ["metadata"] = new JsonObject(),
            ["output_type"] = "display_data",
        },
        ErrorItem { Error: var error } => new JsonObject
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)JsonValue.Create(line))]),
        },
        _ => throw new System.Diagnostics.UnreachableException(item.GetType().Name),
    };
}
