using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>A condition on messages that are JSON objects: <c>{ $.status &gt;= 500 &amp;&amp; $.path = "/api/*" }</c>.</summary>
internal sealed class JsonPattern : FilterPattern
{
    private readonly JsonCondition _condition;
    private readonly IReadOnlyList<JsonSelector> _selectors;

    public JsonPattern(JsonCondition condition, IReadOnlyList<JsonSelector> selectors, int regexes)
    {
        (_condition, _selectors) = (condition, selectors);
        Regexes = regexes;
    }

    public override IMatch? Match(string message)
    {
        // Most messages that are no objects are told at their first letter.
        if (!message.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal)) return null;
        JsonElement root;
        try
        {
            root = JsonElement.Parse(message);
        }
        catch (JsonException)
        {
            return null;
        }
        return _condition.Holds(root) ? new Found(root, _selectors) : null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private sealed class Found(JsonElement root, IReadOnlyList<JsonSelector> selectors) : IMatch
    {
        public ValueMap<string> Values => new(selectors
            .Select(selector => KeyValuePair.Create(selector.Text, selector.In(root).Select(TextOf).FirstOrDefault(text => text is not null)))
            .Where(pair => pair.Value is not null)!);

        public string? Value(string selector) =>
            JsonSelector.TryParse(selector)?.In(root).Select(TextOf).FirstOrDefault(text => text is not null);
    }
}

/// <summary>Part of a JSON pattern.</summary>
internal abstract class JsonCondition
{
    public abstract bool Holds(JsonElement root);

    /// <summary>Both of two.</summary>
    public sealed class Both(JsonCondition one, JsonCondition other) : JsonCondition
    {
        public override bool Holds(JsonElement root) => one.Holds(root) && other.Holds(root);
    }

    /// <summary>One of two or both.</summary>
    public sealed class Either(JsonCondition one, JsonCondition other) : JsonCondition
    {
        public override bool Holds(JsonElement root) => one.Holds(root) || other.Holds(root);
    }

    /// <summary>A place has one of these kinds of value: IS NULL, IS TRUE, IS FALSE.</summary>
    public sealed class Is(JsonSelector selector, JsonValueKind kind) : JsonCondition
    {
        public override bool Holds(JsonElement root) => selector.In(root).Any(value => value.ValueKind == kind);
    }

    /// <summary>A place has a value, or has none.</summary>
    public sealed class Exists(JsonSelector selector, bool wanted) : JsonCondition
    {
        public override bool Holds(JsonElement root) => selector.In(root).Any() == wanted;
    }

    /// <summary>A value passes a test: where there is none, or an object or array, none does.</summary>
    public sealed class Test(JsonSelector selector, ValueTest test) : JsonCondition
    {
        public override bool Holds(JsonElement root) => selector.In(root).Any(Passes);

        private bool Passes(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => test.Passes(value.GetString()!),
            JsonValueKind.Number => test.Passes(value.GetDouble(), value.GetRawText()),
            JsonValueKind.True or JsonValueKind.False => test.Passes(value.GetRawText()),
            _ => false,
        };
    }
}
