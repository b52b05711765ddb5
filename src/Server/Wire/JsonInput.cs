using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// Reads AWS JSON for the generated readers: null is the same as absent, unknown members are skipped, of two members with
/// one name the last counts (as in the JSON readers that AWS uses), a value of the wrong type is a SerializationException.
/// </summary>
internal ref partial struct JsonInput
{
    /// <summary>As deep as a request may be nested, unknown members included.</summary>
    public const int MaxDepth = 64;

    // The longest name in any model has fewer than 64 characters. An escaped one (\u0061) takes six times its length here.
    private const int NameCapacity = 6 * 64;

    [ThreadStatic]
    private static char[]? s_name;

    private readonly char[] _name;
    private Utf8JsonReader _reader;
    private int _nameLength;

    private JsonInput(ReadOnlySpan<byte> utf8)
    {
        _name = s_name ??= new char[NameCapacity];
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The name of the member that <see cref="NextMember"/> found.</summary>
    public readonly ReadOnlySpan<char> Name => _name.AsSpan(0, _nameLength);

    /// <summary>Reads a whole body; an empty one is an empty object.</summary>
    /// <exception cref="ApiException">SerializationException: the body is not a JSON object of the expected types.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonRead<T?> read)
        where T : class
    {
        if (utf8.IsEmpty) utf8 = "{}"u8;
        try
        {
            var input = new JsonInput(utf8);
            input._reader.Read();
            if (input._reader.TokenType != JsonTokenType.StartObject) throw input.Mismatch("Structure");
            var value = read(ref input)!;
            while (input._reader.Read())
            {
            }
            return value;
        }
        catch (JsonException)
        {
            // AWS says as little; offsets of the parser would only confuse, since clients build the text.
            throw AwsErrors.Serialization("The request body is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            // What the tokenizer lets pass and decoding does not: invalid UTF-8 and unpaired surrogates in strings.
            throw AwsErrors.Serialization("The request body holds text that is not valid Unicode.");
        }
    }

    /// <summary>False for null.</summary>
    public readonly bool StartObject() => Starts(JsonTokenType.StartObject, "Structure");

    /// <summary>Steps to the next member's value; false after the last.</summary>
    public bool NextMember()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject) return false;
        _nameLength = _reader.ValueSpan.Length <= NameCapacity ? _reader.CopyString(_name) : 0;
        _reader.Read();
        return true;
    }

    /// <summary>Steps over a value of any kind.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Elements that are null are dropped, as AWS does.</summary>
    public ValueList<T>? List<T>(JsonRead<T?> element)
    {
        if (!Starts(JsonTokenType.StartArray, "List")) return null;
        var items = new List<T>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Null) items.Add(element(ref this)!);
        }
        return items.ToValueList();
    }

    /// <summary>Entries with the value null are dropped, as AWS does.</summary>
    public ValueMap<T>? Map<T>(JsonRead<T?> value)
    {
        if (!Starts(JsonTokenType.StartObject, "Map")) return null;
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var key = _reader.GetString()!;
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.Null) entries.Remove(key);
            else entries[key] = value(ref this)!;
        }
        // In the map's own order: each insertion is then at its end, where a hostile order would cost n² moves.
        return entries.Count == 0 ? ValueMap<T>.Empty : new(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    private readonly bool Starts(JsonTokenType token, string expected)
    {
        if (_reader.TokenType == token) return true;
        return _reader.TokenType == JsonTokenType.Null ? false : throw Mismatch(expected);
    }

    /// <summary>AWS's text for a value of the wrong type; its services differ in nothing but the final dot of the second.</summary>
    private readonly ApiException Mismatch(string expected) => AwsErrors.Serialization((_reader.TokenType, expected) switch
    {
        (JsonTokenType.StartArray, _) => "Start of list found where not expected",
        (JsonTokenType.StartObject, _) => "Start of structure or map found where not expected.",
        (_, "Structure") => "Expected null",
        (_, "List") => "Expected list or null",
        (_, "Map") => "Expected map or null",
        var (token, _) => $"{Token(token)} can not be converted to {(expected == "Integer" ? "an" : "a")} {expected}",
    });

    private static string Token(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "STRING_VALUE",
        JsonTokenType.Number => "NUMBER_VALUE",
        JsonTokenType.True => "TRUE_VALUE",
        JsonTokenType.False => "FALSE_VALUE",
        JsonTokenType.Null => "NULL_VALUE",
        _ => throw new System.Diagnostics.UnreachableException($"A value does not start with {token}."),
    };
}
