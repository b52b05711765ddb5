using System.Buffers;
using System.Text;

namespace Workbook.Server.Wire;

/// <summary>
/// The parameters of a Query request, sorted by name, so that those under one prefix (<c>Filters.member.1.</c>) stand
/// together. What it needs of memory grows with what was sent, never with a number that a name holds.
/// </summary>
internal sealed class QueryForm
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Parameter[] _parameters;

    private QueryForm(Parameter[] parameters) => _parameters = parameters;

    /// <summary>Whose words the errors of readers have.</summary>
    public bool IsEc2 { get; set; }

    public ReadOnlySpan<Parameter> Parameters => _parameters;

    /// <summary>The whole form as the place where a request's own members begin.</summary>
    public QueryInput Root => new(this);

    /// <summary>
    /// Takes apart a query string and a body, in this order; of two parameters with one name the last counts, as in
    /// JSON requests.
    /// </summary>
    /// <exception cref="Shapes.ApiException">MalformedQueryString: escapes that are none, or text that is not UTF-8.</exception>
    public static QueryForm Parse(ReadOnlySpan<byte> query, ReadOnlySpan<byte> body)
    {
        var found = new List<Parameter>();
        try
        {
            Add(query, found);
            Add(body, found);
        }
        catch (DecoderFallbackException)
        {
            throw AwsErrors.MalformedQueryString();
        }
        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is var order and not 0 ? order : a.Position.CompareTo(b.Position));
        return new(Last(found));
    }

    /// <summary>The value of a parameter; empty when there is none.</summary>
    public string Find(string name)
    {
        int from = 0, to = _parameters.Length;
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            switch (string.CompareOrdinal(_parameters[middle].Name, name))
            {
                case 0: return _parameters[middle].Value;
                case < 0: from = middle + 1; break;
                default: to = middle; break;
            }
        }
        return "";
    }

    private static void Add(ReadOnlySpan<byte> text, List<Parameter> found)
    {
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            found.Add(equals < 0
                ? new(Decoded(pair), "", found.Count)
                : new(Decoded(pair[..equals]), Decoded(pair[(equals + 1)..]), found.Count));
        }
    }

    private static Parameter[] Last(List<Parameter> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i + 1 < sorted.Count && sorted[i + 1].Name == sorted[i].Name) continue;
            sorted[kept++] = sorted[i];
        }
        sorted.RemoveRange(kept, sorted.Count - kept);
        return [.. sorted];
    }

    private static string Decoded(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny((byte)'%', (byte)'+')) return s_utf8.GetString(text);
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length; i++)
            {
                buffer[length++] = text[i] switch
                {
                    (byte)'+' => (byte)' ',
                    (byte)'%' => Escaped(text, ref i),
                    var plain => plain,
                };
            }
            return s_utf8.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // %2F, two digits after the percent sign; the index is left on the last of them.
    private static byte Escaped(ReadOnlySpan<byte> text, ref int at)
    {
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
            throw AwsErrors.MalformedQueryString();
        at += 2;
        return (byte)((Digit(text[at - 1]) << 4) | Digit(text[at]));
    }

    // 'A' and 'a' are 65 and 97: without the bit for lower case 65, which is 10 + 55.
    private static int Digit(byte character) => character <= '9' ? character - '0' : (character & ~0x20) - 55;

    /// <param name="Name">Decoded.</param>
    /// <param name="Value">Decoded; empty when there was no equals sign.</param>
    /// <param name="Position">Which of all it was.</param>
    internal readonly record struct Parameter(string Name, string Value, int Position);
}
