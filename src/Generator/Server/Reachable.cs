using Workbook.Generator.Model;

namespace Workbook.Generator.Server;

/// <summary>Which shapes are needed in one direction: a reader for what is only written would be dead code.</summary>
internal static class Reachable
{
    /// <summary>Structures, lists and maps under the given shapes and those themselves, each once, in ordinal order.</summary>
    public static IEnumerable<Shape> From(IEnumerable<Shape> roots)
    {
        var found = new SortedDictionary<string, Shape>(StringComparer.Ordinal);
        var open = new Stack<Shape>(roots);
        while (open.Count > 0)
        {
            var shape = open.Pop();
            if (shape.Kind is not (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map) || found.ContainsKey(shape.Name)) continue;
            found.Add(shape.Name, shape);
            foreach (var part in Parts(shape)) open.Push(part);
        }
        return found.Values;
    }

    /// <summary>The shapes that a shape is directly made of.</summary>
    public static IEnumerable<Shape> Parts(Shape shape)
    {
        foreach (var member in shape.Members) yield return member.Shape;
        if (shape.Element is { } element) yield return element.Shape;
        if (shape.Value is { } value) yield return value.Shape;
    }
}
