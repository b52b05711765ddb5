using System.Text;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>Reads one value; the input stands before it and is left behind it.</summary>
internal delegate T CborRead<out T>(ref CborInput cbor);

/// <summary>
/// Reads CBOR (RFC 8949, as Smithy RPC v2 uses it) for the generated readers, with the same manners as <see cref="JsonInput"/>:
/// null and undefined are the same as absent, unknown members and tags are skipped, of two members with one name the last
/// counts, a value of the wrong type is a SerializationException. Lengths may be definite or not, also within one text.
/// </summary>
internal ref partial struct CborInput
{
    /// <summary>As deep as a request may be nested, unknown members included.</summary>
    public const int MaxDepth = 64;

    // What a place in _left holds for a container that ends with a break.
    private const long UntilBreak = -1;

    // The longest name in any model has fewer than 64 characters.
    private const int NameCapacity = 64;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [ThreadStatic]
    private static char[]? s_name;

    [ThreadStatic]
    private static long[]? s_left;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly char[] _name;

    // How many items each open container still has, outermost first.
    private readonly long[] _left;
    private int _at, _depth, _nameLength;

    private CborInput(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _name = s_name ??= new char[NameCapacity];
        _left = s_left ??= new long[MaxDepth + 1];
    }

    /// <summary>The name of the member that <see cref="NextMember"/> found.</summary>
    public readonly ReadOnlySpan<char> Name => _name.AsSpan(0, _nameLength);

    /// <summary>Reads a whole body; an empty one is an empty structure.</summary>
    /// <exception cref="ApiException">SerializationException: the body is not a CBOR map of the expected types.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, CborRead<T?> read)
        where T : class
    {
        if (bytes.IsEmpty) bytes = [(byte)CborMajor.Map << 5];
        var input = new CborInput(bytes);
        if (input.IsNull()) throw Mismatch(CborMajor.Other, "Structure");
        try
        {
            var value = read(ref input)!;
            return input._at == bytes.Length ? value : throw Broken();
        }
        catch (DecoderFallbackException)
        {
            throw AwsErrors.Serialization("The request body holds text that is not valid Unicode.");
        }
    }

    /// <summary>False for null.</summary>
    public bool StartObject() => Starts(CborMajor.Map, "Structure");

    /// <summary>Steps to the next member's value; false after the last.</summary>
    public bool NextMember()
    {
        if (!Next()) return false;
        var text = Text("a text as the name of a member");
        _nameLength = text.Length <= NameCapacity ? s_utf8.GetChars(text, _name) : 0;
        return true;
    }

    /// <summary>Steps over a value of any kind.</summary>
    public void Skip()
    {
        SkipTags();
        switch (Major)
        {
            case CborMajor.Array:
                Open();
                while (Next()) Skip();
                break;
            case CborMajor.Map:
                Open();
                while (Next())
                {
                    Skip();
                    Skip();
                }
                break;
            case CborMajor.Bytes or CborMajor.Text:
                Chunks();
                break;
            default:
                Head();
                break;
        }
    }

    /// <summary>Elements that are null are dropped, as AWS does.</summary>
    public ValueList<T>? List<T>(CborRead<T?> element)
    {
        if (!Starts(CborMajor.Array, "List")) return null;
        var items = new List<T>();
        while (Next())
        {
            if (!IsNull()) items.Add(element(ref this)!);
        }
        return items.ToValueList();
    }

    /// <summary>Entries with the value null are dropped, as AWS does.</summary>
    public ValueMap<T>? Map<T>(CborRead<T?> value)
    {
        if (!Starts(CborMajor.Map, "Map")) return null;
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        while (Next())
        {
            var key = s_utf8.GetString(Text("a text as the key of a map"));
            if (IsNull()) entries.Remove(key);
            else entries[key] = value(ref this)!;
        }
        // In the map's own order: each insertion is then at its end, where a hostile order would cost n² moves.
        return entries.Count == 0 ? ValueMap<T>.Empty : new(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    private bool Starts(CborMajor major, string expected)
    {
        if (IsNull()) return false;
        if (Major != major) throw Mismatch(Major, expected);
        Open();
        return true;
    }

    // A container's head was not read yet; its items are counted in a place of their own.
    private void Open()
    {
        if (_depth == MaxDepth) throw AwsErrors.Serialization($"The request body is nested more than {MaxDepth} deep.");
        var (length, indefinite) = Head();
        // Each item takes a byte at least, so a greater number is a lie, and cannot be told from a negative one as a long.
        if (length > (ulong)_bytes.Length) throw Broken();
        _left[++_depth] = indefinite ? UntilBreak : (long)length;
    }

    // Steps into the next item of the innermost container, or out of that when there is none.
    private bool Next()
    {
        ref var left = ref _left[_depth];
        if (left == UntilBreak)
        {
            if (Peek() != BreakByte) return true;
            _at++;
        }
        else if (left > 0)
        {
            left--;
            return true;
        }
        _depth--;
        return false;
    }

    // Consumes a null, with its tags; other values are left, without theirs.
    private bool IsNull()
    {
        SkipTags();
        if (Peek() is not (NullByte or UndefinedByte)) return false;
        _at++;
        return true;
    }
}
