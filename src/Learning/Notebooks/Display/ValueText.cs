using System.Collections;
using System.Globalization;

namespace Workbook.Learning.Notebooks;

/// <summary>Values as text.</summary>
internal static class ValueText
{
    private const int InlineItems = 10;
    private const int MaxDepth = 3;

    /// <summary>Whether the value is one piece: a number, a string, a date, or a type that has a text of its own.</summary>
    public static bool IsScalar(object value) => value switch
    {
        string or Type or Exception or Delegate or Task => true,
        IEnumerable => false,
        _ => value.GetType() is var type && (type.IsPrimitive || type.IsEnum || (value is IFormattable && value is not System.Runtime.CompilerServices.ITuple) || !ValueMembers.HasGeneratedText(type)),
    };

    public static string Scalar(object value) => value switch
    {
        // Reading a task's Result would wait for it.
        Task task => $"{TypeName(task.GetType())} ({task.Status}); await it to see what it gives",
        Delegate call => $"{TypeName(call.GetType())} {call.Method.Name}",
        Type type => TypeName(type),
        bool b => b ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>One line, for a cell of a table or an item of a list.</summary>
    public static string Inline(object? value, int depth = 0)
    {
        if (value is null)
            return "<null>";
        if (IsScalar(value))
            return Scalar(value);
        if (value is IDictionary dictionary)
            return "{ " + string.Join(", ", dictionary.Cast<object>().Take(InlineItems).Select(entry => Entry(entry, depth))) + " }";
        if (value is IEnumerable sequence)
            return depth >= MaxDepth ? TypeName(value.GetType()) : Items(sequence, depth);
        if (value is System.Runtime.CompilerServices.ITuple)
            return "(" + string.Join(", ", ValueMembers.Of(value.GetType()).Select(m => Inline(m.Read(value), depth + 1))) + ")";
        return depth >= MaxDepth ? TypeName(value.GetType()) : Members(value, depth);
    }

    public static string Members(object value, int depth = 0)
    {
        if (value is System.Runtime.CompilerServices.ITuple)
            return Inline(value, depth);
        var members = ValueMembers.Of(value.GetType()).Select(m => $"{m.Name}: {Inline(m.Read(value), depth + 1)}").ToList();
        if (members.Count == 0)
            return TypeName(value.GetType());
        // An anonymous type has a name that only the compiler knows.
        var name = value.GetType().Name.StartsWith('<') ? "" : TypeName(value.GetType()) + " ";
        return $"{name}{{ {string.Join(", ", members)} }}";
    }

    public static string List(IReadOnlyList<object?> items, bool more)
        => items.Count == 0 ? "[]" : $"[{string.Join(", ", items.Select(item => Inline(item, 1)))}{(more ? ", …" : "")}]";

    /// <summary>The name as C# writes it: <c>Dictionary&lt;String, Int32&gt;</c>.</summary>
    public static string TypeName(Type type)
    {
        if (type.IsArray)
            return TypeName(type.GetElementType()!) + "[]";
        var name = type.Name;
        if (!type.IsGenericType)
            return name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    private static string Entry(object entry, int depth)
    {
        var members = ValueMembers.Of(entry.GetType());
        var key = members.First(m => m.Name == "Key").Read(entry);
        var value = members.First(m => m.Name == "Value").Read(entry);
        return $"{Inline(key, depth + 1)}: {Inline(value, depth + 1)}";
    }

    private static string Items(IEnumerable sequence, int depth)
    {
        var items = sequence.Cast<object?>().Take(InlineItems + 1).Select(item => Inline(item, depth + 1)).ToList();
        if (items.Count > InlineItems)
            items[InlineItems] = "…";
        return $"[{string.Join(", ", items)}]";
    }
}
