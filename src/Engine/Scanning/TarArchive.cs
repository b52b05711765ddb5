using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Workbook.Engine.Scanning;

/// <summary>What an entry of an archive is.</summary>
internal enum TarKind
{
    File,
    Directory,

    /// <summary>A link, a device and the like.</summary>
    Other,
}

/// <param name="Path">As the archive has it.</param>
/// <param name="Length">Of its content, in bytes.</param>
internal readonly record struct TarEntry(string Path, TarKind Kind, long Length);

/// <summary>
/// Reads a tar archive (ustar, pax and GNU) from front to back. It holds nothing but the entry at hand, so that sizes which an
/// archive merely claims cost nothing; nothing is ever written anywhere.
/// </summary>
internal sealed class TarArchive(Stream stream)
{
    private const int Block = 512;
    private const int LargestName = 1 << 20;

    private readonly byte[] _header = new byte[Block];
    private long _unread;

    /// <summary>The next entry; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    /// <exception cref="EndOfStreamException">It ends in the middle.</exception>
    public TarEntry? Next()
    {
        string? name = null;
        long? size = null;
        while (ReadHeader())
        {
            var length = Number(_header.AsSpan(124, 12));
            _unread = Padded(length);
            switch ((char)_header[156])
            {
                case 'x':
                    foreach (var (key, value) in PaxRecords(ReadText(length)))
                    {
                        if (key == "path") name = value;
                        if (key == "size" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var said)) size = said;
                    }
                    break;
                case 'L':
                    name = ReadText(length).TrimEnd('\0');
                    break;
                case 'K' or 'g':
                    break;
                case var type:
                    length = size ?? length;
                    var kind = type is '0' or '\0' or '7' ? TarKind.File : type == '5' ? TarKind.Directory : TarKind.Other;
                    _unread = Padded(length);
                    return new(name ?? Name(), kind, length);
            }
        }
        return null;
    }

    /// <summary>The content of the entry that <see cref="Next"/> gave.</summary>
    /// <param name="length">Its length, which the caller finds small enough.</param>
    public byte[] Read(int length)
    {
        var content = new byte[length];
        stream.ReadExactly(content);
        _unread -= length;
        return content;
    }

    private bool ReadHeader()
    {
        Skip();
        var read = stream.ReadAtLeast(_header, Block, throwOnEndOfStream: false);
        // An archive ends with two blocks of zeros; some leave them out.
        if (read == 0 || (read == Block && _header.AsSpan().IndexOfAnyExcept((byte)0) < 0)) return false;
        if (read < Block || !HasChecksum()) throw new InvalidDataException("The layer is not a tar archive.");
        return true;
    }

    private void Skip()
    {
        Span<byte> rest = stackalloc byte[Block * 8];
        while (_unread > 0)
        {
            var part = rest[..(int)Math.Min(rest.Length, _unread)];
            stream.ReadExactly(part);
            _unread -= part.Length;
        }
    }

    /// <summary>The sum of the header's bytes, in which those of the sum itself count as spaces.</summary>
    private bool HasChecksum()
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Block; i++) sum += i is >= 148 and < 156 ? 0 : _header[i];
        return Number(_header.AsSpan(148, 8)) == sum;
    }

    private string Name()
    {
        var name = Text(_header.AsSpan(0, 100));
        return _header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) && Text(_header.AsSpan(345, 155)) is { Length: > 0 } prefix ? $"{prefix}/{name}" : name;
    }

    private string ReadText(long length) => length <= LargestName
        ? Encoding.UTF8.GetString(Read((int)length))
        : throw new InvalidDataException("The layer has an entry with a name of more than a megabyte.");

    /// <summary>Records such as <c>30 path=a/long/name/of/a/file\n</c>, whose first number is their own length in bytes.</summary>
    private static IEnumerable<(string Key, string Value)> PaxRecords(string text)
    {
        foreach (var record in text.Split('\n'))
        {
            var (space, equals) = (record.IndexOf(' ', StringComparison.Ordinal), record.IndexOf('=', StringComparison.Ordinal));
            if (space >= 0 && equals > space) yield return (record[(space + 1)..equals], record[(equals + 1)..]);
        }
    }

    private static long Padded(long length) => (length + Block - 1) / Block * Block;

    /// <summary>Octal digits, or where the first bit is set, the number itself.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        if (field[0] == 0x80)
        {
            number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        }
        else
        {
            foreach (var digit in field.Trim(" \0"u8))
            {
                if (digit is < (byte)'0' or > (byte)'7') throw new InvalidDataException("The layer is not a tar archive.");
                number = (number << 3) + (digit - '0');
            }
        }
        return number is >= 0 and <= long.MaxValue - Block ? number : throw new InvalidDataException("The layer is not a tar archive.");
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
