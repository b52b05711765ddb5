using System.Globalization;
using System.Text.Json;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>A place in a JSON object: <c>$.user.ids[0]</c>, <c>$.items[*].price</c>, <c>$['detail type']</c>.</summary>
internal sealed class JsonSelector
{
    private readonly List<Step> _steps = [];

    private JsonSelector(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; private set; }

    public static JsonSelector Read(PatternText reader)
    {
        reader.SkipSpace();
        var selector = new JsonSelector("$");
        if (!reader.TryTake("$")) throw reader.Unexpected();
        while (reader.Next is '.' or '[')
        {
            var dot = reader.TryTake(".");
            selector.Add(reader.TryTake("[") ? InBrackets(reader) : dot ? Name(reader) : throw reader.Unexpected());
        }
        return selector._steps.Count > 0 ? selector : throw reader.Unexpected();
    }

    /// <summary>Null when a text is no selector.</summary>
    public static JsonSelector? TryParse(string text)
    {
        try
        {
            var reader = new PatternText(text);
            var selector = Read(reader);
            return reader.IsAtEnd ? selector : null;
        }
        catch (Workbook.Shapes.ApiException)
        {
            return null;
        }
    }

    /// <summary>The values at the place: several where it says <c>[*]</c>, none where the object has nothing there.</summary>
    public IEnumerable<JsonElement> In(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in _steps) found = found.SelectMany(step.In);
        return found;
    }

    private void Add((Step Step, string Text) part)
    {
        _steps.Add(part.Step);
        Text += part.Text;
    }

    private static (Step, string) Name(PatternText reader)
    {
        var name = reader.TakeWhile(static character => PatternText.IsWord(character) || character is '-' or '@');
        return name.Length > 0 ? (new(name, null), "." + name) : throw reader.Unexpected();
    }

    private static (Step, string) InBrackets(PatternText reader)
    {
        reader.SkipSpace();
        if (reader.Next is '\'' or '"')
        {
            var name = reader.TakeQuoted();
            reader.Expect("]");
            return (new(name, null), $"['{name}']");
        }
        var index = reader.TryTake("*") ? "*" : reader.TakeWhile(char.IsAsciiDigit);
        reader.Expect("]");
        if (index == "*") return (new(null, null), "[*]");
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (new(null, number), $"[{index}]") : throw FilterPattern.Invalid();
    }

    /// <summary>Into a member, an element, or, with neither, all elements.</summary>
    private sealed record Step(string? Name, int? Index)
    {
        public IEnumerable<JsonElement> In(JsonElement at)
        {
            if (Name is not null)
            {
                if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(Name, out var member)) yield return member;
            }
            else if (at.ValueKind == JsonValueKind.Array)
            {
                if (Index is null)
                {
                    foreach (var element in at.EnumerateArray()) yield return element;
                }
                else if (Index < at.GetArrayLength())
                {
                    yield return at[Index.Value];
                }
            }
        }
    }
}
