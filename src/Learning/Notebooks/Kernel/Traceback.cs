using System.Diagnostics;
using System.Reflection;

namespace Workbook.Learning.Notebooks;

/// <summary>An exception as a learner should see it: message, the line in the cell, the frames that are theirs.</summary>
internal static class Traceback
{
    private const int MaxFrames = 30;

    public static CellError Describe(Exception exception, IReadOnlyDictionary<string, string> sources)
    {
        while (exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner)
            exception = inner;
        var lines = new List<string> { $"{exception.GetType().Name}: {MessageOf(exception)}" };
        var frames = CellFrames(exception).ToList();
        if (frames.Count > 0 && sources.TryGetValue(frames[0].Cell, out var source))
            lines.Add(SourceExcerpt.Of(source, frames[0].Line, around: 2));
        lines.AddRange(frames.Take(MaxFrames).Select(frame => $"   at {frame.Method}{frame.Cell}, line {frame.Line}"));
        if (frames.Count > MaxFrames)
            lines.Add($"   … {frames.Count - MaxFrames} more");
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (SaysNothing(cause)) continue;
            lines.Add($"caused by {cause.GetType().Name}: {MessageOf(cause)}");
            lines.AddRange(CellFrames(cause).Take(MaxFrames).Select(frame => $"   at {frame.Method}{frame.Cell}, line {frame.Line}"));
        }
        return new CellError(exception.GetType().Name, MessageOf(exception), lines);
    }

    // The text that .NET gives an exception without one.
    private static bool SaysNothing(Exception cause) => cause.Message == $"Exception of type '{cause.GetType()}' was thrown." && !CellFrames(cause).Any();

    private static IEnumerable<(string Method, string Cell, int Line)> CellFrames(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            // Of a file that a cell loads, the name is enough.
            if (frame.GetMethod() is { } method && CellAssemblies.IsCell(method.Module.Assembly) && frame.GetFileLineNumber() > 0)
                yield return (MethodName(method), Path.GetFileName(frame.GetFileName()) ?? "", frame.GetFileLineNumber());
        }
    }

    /// <summary>"Twice in " for a method of the learner's; nothing for the cell's own body.</summary>
    private static string MethodName(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        if (name == "MoveNext" && type is { Name: ['<', ..] generated })
        {
            // The state machine of an async method or iterator is called <Name>d__3.
            name = generated[1..generated.IndexOf('>', StringComparison.Ordinal)];
            type = type.DeclaringType;
        }
        if (name.Length == 0 || name.StartsWith('<') || name is "Initialize" or ".ctor" && IsCell(type))
            return name.Contains('|', StringComparison.Ordinal) ? LocalFunction(name) : "";
        return IsCell(type) || type is null ? $"{name} in " : $"{type.Name}.{name} in ";
    }

    // <<Initialize>>g__Twice|0_1 is the local function Twice.
    private static string LocalFunction(string name)
    {
        var start = name.IndexOf("g__", StringComparison.Ordinal);
        return start < 0 ? "" : name[(start + 3)..name.IndexOf('|', StringComparison.Ordinal)] + " in ";
    }

    private static bool IsCell(Type? type) => type?.Name.StartsWith("Submission#", StringComparison.Ordinal) == true;

    // A learner's exception may itself be broken.
    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception e)
        {
            return $"(its Message threw {e.GetType().Name})";
        }
    }
}
