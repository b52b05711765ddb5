using System.Globalization;
using System.Text;

namespace Workbook.Generator.Model;

/// <summary>
/// A minimal JSON reader: a generator cannot rely on System.Text.Json being loadable in every compiler host.
/// Objects become <see cref="JsonObject"/> (order kept), arrays <see cref="List{T}"/>, the rest string, double, bool or null.
/// </summary>
internal sealed class JsonReader
{
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    /// <exception cref="FormatException">The text is not JSON; the message gives the offset.</exception>
    public static object? Parse(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.Space();
        if (reader._at != text.Length) throw reader.Wrong("end of text");
        return value;
    }

    private object? Value()
    {
        Space();
        if (_at == _text.Length) throw Wrong("a value");
        switch (_text[_at])
        {
            case '{': return Object();
            case '[': return Array();
            case '"': return String();
            case 't': return Word("true", true);
            case 'f': return Word("false", false);
            case 'n': return Word("null", null);
            default: return Number();
        }
    }

    private JsonObject Object()
    {
        var result = new JsonObject();
        _at++;
        if (Next('}')) return result;
        do
        {
            Space();
            var key = String();
            if (!Next(':')) throw Wrong("':'");
            result.Add(key, Value());
        }
        while (Next(','));
        return Next('}') ? result : throw Wrong("'}'");
    }

    private List<object?> Array()
    {
        var result = new List<object?>();
        _at++;
        if (Next(']')) return result;
        do result.Add(Value());
        while (Next(','));
        return Next(']') ? result : throw Wrong("']'");
    }

    private string String()
    {
        if (_at >= _text.Length || _text[_at] != '"') throw Wrong("a string");
        var result = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                return result.ToString();
            }
            if (c != '\\')
            {
                result.Append(c);
                continue;
            }
            if (++_at == _text.Length) break;
            c = _text[_at];
            switch (c)
            {
                case 'n': result.Append('\n'); break;
                case 't': result.Append('\t'); break;
                case 'r': result.Append('\r'); break;
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'u':
                    if (_at + 4 >= _text.Length) throw Wrong("four hexadecimal digits");
                    result.Append((char)int.Parse(_text.Substring(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    _at += 4;
                    break;
                default: result.Append(c); break;
            }
        }
        throw Wrong("'\"'");
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && "+-.eE0123456789".IndexOf(_text[_at]) >= 0) _at++;
        return double.TryParse(_text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong("a number");
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) throw Wrong(word);
        _at += word.Length;
        return value;
    }

    private bool Next(char c)
    {
        Space();
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void Space()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t') _at++;
    }

    private FormatException Wrong(string expected) => new($"Expected {expected} at offset {_at}.");
}

/// <summary>A JSON object that keeps its members' order.</summary>
internal sealed class JsonObject
{
    private readonly Dictionary<string, object?> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public void Add(string name, object? value)
    {
        if (!_byName.ContainsKey(name)) _names.Add(name);
        _byName[name] = value;
    }

    public string Text(string name) => TextOrNull(name) ?? throw new FormatException($"'{name}' is missing.");

    public string? TextOrNull(string name) => _byName.TryGetValue(name, out var value) ? value as string : null;

    public double? NumberOrNull(string name) => _byName.TryGetValue(name, out var value) ? value as double? : null;

    public bool Flag(string name) => _byName.TryGetValue(name, out var value) && value is true;

    public JsonObject? ObjectOrNull(string name) => _byName.TryGetValue(name, out var value) ? value as JsonObject : null;

    public IReadOnlyList<string> Texts(string name) =>
        _byName.TryGetValue(name, out var value) && value is List<object?> list ? list.OfType<string>().ToList() : [];

    /// <summary>A list of lists of texts.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lists(string name) =>
        _byName.TryGetValue(name, out var value) && value is List<object?> list ? [.. list.OfType<List<object?>>().Select(inner => inner.OfType<string>().ToList())] : [];
}
