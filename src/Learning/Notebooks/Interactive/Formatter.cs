using System.Globalization;
using Workbook.Learning.Notebooks;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Decides how a notebook shows values of a type.</summary>
public static class Formatter
{
    public const string HtmlMimeType = "text/html";

    public const string PlainTextMimeType = "text/plain";

    /// <summary>How many items of a sequence are shown.</summary>
    public static int ListExpansionLimit { get; set; } = 50;

    public static void Register<T>(Func<T, string> formatter, string mimeType = PlainTextMimeType)
        => FormatterRegistry.Register(typeof(T), mimeType, value => formatter((T)value));

    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = PlainTextMimeType)
        => Register(typeof(T), (value, writer) => formatter((T)value, writer), mimeType);

    /// <param name="type">The type, also an open generic one such as <c>typeof(List&lt;&gt;)</c>.</param>
    /// <param name="formatter">Writes the content.</param>
    /// <param name="mimeType">What the content is.</param>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = PlainTextMimeType)
        => FormatterRegistry.Register(type, mimeType, value =>
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            formatter(value, writer);
            return writer.ToString();
        });

    /// <summary>Forgets every registration.</summary>
    public static void ResetToDefault() => FormatterRegistry.Reset();

    /// <summary>The value as the notebook would show it in this form, else as text.</summary>
    public static string ToDisplayString(this object? value, string mimeType = PlainTextMimeType)
    {
        var bundle = ValueDisplay.ToBundle(value);
        return bundle.TryGetValue(mimeType, out var content) ? content : ValueText.Inline(value);
    }
}
