namespace Workbook.Server.Tests.BadInput;

/// <summary>
/// JSON that need not be right: members may occur twice, and a leaf is any text. Immutable; a node is named by its
/// number in the order of reading.
/// </summary>
internal abstract record Json
{
    public static Json Of(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => new JsonMap([.. element.EnumerateObject().Select(member => (member.Name, Of(member.Value)))]),
        System.Text.Json.JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Of)]),
        _ => new JsonLeaf(element.GetRawText()),
    };

    /// <summary>This node and all below it.</summary>
    public abstract IEnumerable<Json> Nodes { get; }

    /// <summary>The same with one node replaced by what <paramref name="change"/> makes of it: nothing, itself changed, or several.</summary>
    /// <param name="place">The number of the node; counted down on the way.</param>
    public IEnumerable<Json> Replace(ref int place, Func<Json, IEnumerable<Json>> change) => place-- == 0 ? change(this) : [Inside(ref place, change)];

    protected abstract Json Inside(ref int place, Func<Json, IEnumerable<Json>> change);
}

internal sealed record JsonLeaf(string Text) : Json
{
    public override IEnumerable<Json> Nodes => [this];

    public override string ToString() => Text;

    protected override Json Inside(ref int place, Func<Json, IEnumerable<Json>> change) => this;
}

internal sealed record JsonArray(IReadOnlyList<Json> Items) : Json
{
    public override IEnumerable<Json> Nodes => Items.SelectMany(item => item.Nodes).Prepend(this);

    public override string ToString() => $"[{string.Join(',', Items)}]";

    protected override Json Inside(ref int place, Func<Json, IEnumerable<Json>> change)
    {
        var items = new List<Json>();
        foreach (var item in Items) items.AddRange(item.Replace(ref place, change));
        return new JsonArray(items);
    }
}

internal sealed record JsonMap(IReadOnlyList<(string Name, Json Value)> Members) : Json
{
    public override IEnumerable<Json> Nodes => Members.SelectMany(member => member.Value.Nodes).Prepend(this);

    public override string ToString() => $"{{{string.Join(',', Members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}";

    protected override Json Inside(ref int place, Func<Json, IEnumerable<Json>> change)
    {
        var members = new List<(string, Json)>();
        foreach (var (name, value) in Members) members.AddRange(value.Replace(ref place, change).Select(changed => (name, changed)));
        return new JsonMap(members);
    }
}
