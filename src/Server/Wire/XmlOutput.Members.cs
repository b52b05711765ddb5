using System.Buffers.Text;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>Members with their element, and elements' contents without.</summary>
internal sealed partial class XmlOutput
{
    public void Member(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) Named(name, value, Element);
    }

    public void Member(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) Named(name, flag, Element);
    }

    public void Member(ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time) Named(name, time, Element);
    }

    public void Member(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } blob) Named(name, blob, Element);
    }

    public void Member<T>(ReadOnlySpan<byte> name, T? value, Action<XmlOutput, T> write)
        where T : class
    {
        if (value is not null) Named(name, value, write);
    }

    /// <summary>Each element of a list in an XML element of that name; nothing at all for an absent list.</summary>
    public void Elements<T>(ReadOnlySpan<byte> name, ValueList<T>? values, Action<XmlOutput, T> write)
    {
        if (values is null) return;
        foreach (var value in values) Named(name, value, write);
    }

    /// <summary>Each entry of a map in an XML element of that name, with one for the key and one for the value.</summary>
    public void Entries<T>(ReadOnlySpan<byte> name, ReadOnlySpan<byte> keyName, ReadOnlySpan<byte> valueName, ValueMap<T>? values, Action<XmlOutput, T> write)
    {
        if (values is null) return;
        foreach (var (key, value) in values)
        {
            Start(name);
            Named(keyName, key, Element);
            Named(valueName, value, write);
            End(name);
        }
    }

    public static void Element(XmlOutput xml, string value) => xml.Text(value);

    public static void Element(XmlOutput xml, bool value) => xml.Raw(value ? "true"u8 : "false"u8);

    public static void Element(XmlOutput xml, int value) => xml.Formatted(value);

    public static void Element(XmlOutput xml, long value) => xml.Formatted(value);

    public static void Element(XmlOutput xml, float value)
    {
        if (float.IsFinite(value)) xml.Formatted(value);
        else xml.Raw(NotFinite(value));
    }

    public static void Element(XmlOutput xml, double value)
    {
        if (double.IsFinite(value)) xml.Formatted(value);
        else xml.Raw(NotFinite(value));
    }

    /// <summary>ISO 8601 to the millisecond: 2023-11-14T22:13:20.250Z.</summary>
    public static void Element(XmlOutput xml, DateTimeOffset value) => xml.Formatted(value.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static void Element(XmlOutput xml, ReadOnlyMemory<byte> value)
    {
        var target = xml._bytes.GetSpan(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value.Span, target, out _, out var written);
        xml._bytes.Advance(written);
    }

    private void Named<T>(ReadOnlySpan<byte> name, T value, Action<XmlOutput, T> write)
    {
        Start(name);
        write(this, value);
        End(name);
    }

    private static ReadOnlySpan<byte> NotFinite(double value) =>
        double.IsNaN(value) ? "NaN"u8 : double.IsPositive(value) ? "Infinity"u8 : "-Infinity"u8;
}
