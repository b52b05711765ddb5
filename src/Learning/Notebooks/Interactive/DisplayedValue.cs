using Microsoft.DotNet.Interactive.Formatting;
using Workbook.Learning.Notebooks;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something that stands beneath a cell and can be replaced, also from a later cell or a background task.</summary>
public sealed class DisplayedValue
{
    private readonly OutputSink? sink;

    private DisplayedValue(OutputSink? sink, string displayId)
    {
        this.sink = sink;
        DisplayId = displayId;
    }

    public string DisplayId { get; }

    /// <summary>Shows another value in the same place.</summary>
    public void Update(object? value) => (OutputSink.Current ?? sink)?.Send(new UpdateOutput(ValueDisplay.ToBundle(value), DisplayId));

    internal static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var sink = OutputSink.Current;
        var shown = new DisplayedValue(sink, sink?.NextDisplayId() ?? "");
        sink?.Send(new DisplayOutput(ToBundle(value, mimeTypes), shown.DisplayId));
        return shown;
    }

    private static IReadOnlyDictionary<string, string> ToBundle(object? value, string[] mimeTypes)
    {
        if (mimeTypes.Length == 0)
            return ValueDisplay.ToBundle(value);
        // A text in a given form is that form's content; of any other value only the forms asked for are shown.
        if (value is string text)
            return new MimeBundle(mimeTypes[0], text).ToMimeBundle();
        var bundle = ValueDisplay.ToBundle(value);
        var chosen = bundle.Where(form => mimeTypes.Contains(form.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return chosen.Count > 0 ? chosen : bundle;
    }
}
