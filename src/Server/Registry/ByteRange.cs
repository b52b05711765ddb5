using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Workbook.Server.Registry;

/// <summary>A part of a blob.</summary>
/// <param name="From">The first byte.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct ByteRange(long From, long Length)
{
    public long To => From + Length - 1;

    /// <summary>
    /// The part that a <c>Range</c> header asks for. Whatever is not one range of bytes is ignored, which RFC 9110 allows:
    /// then it is the whole.
    /// </summary>
    /// <returns>Null when nothing of the range is there: 416.</returns>
    public static ByteRange? Asked(StringValues header, long length)
    {
        var whole = new ByteRange(0, length);
        if (header.Count != 1 || !RangeHeaderValue.TryParse(header.ToString(), out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1) return whole;
        var range = parsed.Ranges.Single();
        if (range.From is not { } from)
        {
            // The last so many bytes.
            var count = Math.Min(range.To!.Value, length);
            return count == 0 ? null : new(length - count, count);
        }
        return from >= length ? null : new(from, Math.Min(range.To ?? long.MaxValue, length - 1) - from + 1);
    }

    /// <summary>
    /// Where a chunk belongs by its <c>Content-Range</c>, in the form of the OCI specification (<c>0-1023</c>) or of HTTP
    /// (<c>bytes 0-1023/4096</c>); null without the header.
    /// </summary>
    /// <exception cref="RegistryError">BLOB_UPLOAD_INVALID.</exception>
    public static ByteRange? OfChunk(StringValues header)
    {
        if (header.Count == 0) return null;
        var text = header.ToString();
        if (text.StartsWith("bytes ", StringComparison.Ordinal)) text = text["bytes ".Length..];
        if (text.Split('/')[0].Split('-') is [var first, var last]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && to >= from)
            return new(from, to - from + 1);
        throw RegistryError.UploadInvalid(416, $"The Content-Range '{text}' does not have the form FIRST-LAST.");
    }
}
