using System.Buffers;
using System.Globalization;
using System.Text;

namespace Workbook.Server.Wire;

/// <summary>
/// Writes the XML of Query responses for the generated writers. Absent members are not written, empty lists and maps
/// are an empty element.
/// </summary>
internal sealed partial class XmlOutput(IBufferWriter<byte> bytes)
{
    private readonly IBufferWriter<byte> _bytes = bytes;

    // What cannot stand in text as it is: XML's own characters, a carriage return, which readers turn into a line feed, and
    // what XML 1.0 has no way to write.
    private static readonly SearchValues<char> s_special = SearchValues.Create(
        [.. "&<>\"\r", .. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    /// <summary>What an answer starts with, before its first element.</summary>
    public void Declaration() => Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);

    public void Start(ReadOnlySpan<byte> name)
    {
        Raw("<"u8);
        Raw(name);
        Raw(">"u8);
    }

    public void End(ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">"u8);
    }

    /// <summary>A name that is known as text only, such as that of an operation.</summary>
    public void Start(string name, string? xmlNamespace = null)
    {
        Raw("<"u8);
        Utf8(name);
        if (xmlNamespace is not null)
        {
            Raw(" xmlns=\""u8);
            Text(xmlNamespace);
            Raw("\""u8);
        }
        Raw(">"u8);
    }

    /// <inheritdoc cref="Start(string, string?)"/>
    public void End(string name)
    {
        Raw("</"u8);
        Utf8(name);
        Raw(">"u8);
    }

    /// <summary>Text as it may stand in an element; what XML 1.0 cannot hold becomes a question mark.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAny(s_special);
            if (at < 0)
            {
                Utf8(text);
                return;
            }
            Utf8(text[..at]);
            Raw(text[at] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#xD;"u8,
                _ => "?"u8,
            });
            text = text[(at + 1)..];
        }
    }

    private void Formatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        var span = _bytes.GetSpan(64);
        if (!value.TryFormat(span, out var written, format, CultureInfo.InvariantCulture))
            throw new System.Diagnostics.UnreachableException("No number or time takes 64 characters.");
        _bytes.Advance(written);
    }

    private void Raw(ReadOnlySpan<byte> text) => _bytes.Write(text);

    private void Utf8(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);
}
