using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>Reads the value that stands at a place of a form; null when none does.</summary>
internal delegate T QueryRead<out T>(QueryInput form);

/// <summary>
/// A place in a form, such as <c>Filters.member.1</c>: the parameter of exactly that name, if there is one, and those
/// whose names go on from there. Parameters that no reader asks for are skipped.
/// </summary>
internal readonly partial struct QueryInput
{
    /// <summary>As deep as a request may be nested; names of a megabyte could otherwise nest a recursive shape without end.</summary>
    public const int MaxDepth = 64;

    // Ten digits and more are no number of an element that any client sends.
    private const int MaxDigits = 9;

    private readonly QueryForm _form;

    // The parameter at this very place, or -1; those below, which have the first _offset characters of their names in common.
    private readonly int _at, _from, _to, _offset, _depth;

    /// <summary>The place before all names.</summary>
    public QueryInput(QueryForm form)
        : this(form, -1, 0, form.Parameters.Length, 0, 0)
    {
    }

    private QueryInput(QueryForm form, int at, int from, int to, int offset, int depth) =>
        (_form, _at, _from, _to, _offset, _depth) = (form, at, from, to, offset, depth);

    private bool IsAbsent => _at < 0 && _from == _to;

    // "Filters=" is how clients write an empty list, whose elements would have names of their own.
    private bool IsEmpty => _at >= 0 && _from == _to && Text.Length == 0;

    private string Name => _form.Parameters[_at].Name;

    private string Text => _form.Parameters[_at].Value;

    /// <summary>The place of a member.</summary>
    public QueryInput At(ReadOnlySpan<char> name)
    {
        var first = First(_from, name, below: false, past: false);
        if (first == _to || !Rest(first).StartsWith(name)) return new(_form, -1, 0, 0, 0, _depth + 1);
        var at = Rest(first).Length == name.Length ? first : -1;
        var from = First(first, name, below: true, past: false);
        return new(_form, at, from, First(from, name, below: true, past: true), _offset + name.Length + 1, _depth + 1);
    }

    /// <summary>False when nothing is there; a request itself always is.</summary>
    public bool StartStructure()
    {
        if (_depth == 0) return true;
        if (IsAbsent) return false;
        if (_depth > MaxDepth) throw QueryErrors.TooDeep(_form);
        return _from < _to || IsEmpty ? true : throw Mismatch("Structure");
    }

    /// <summary>A list whose elements are below a name of their own: <c>Filters.member.1</c>.</summary>
    public ValueList<T>? List<T>(string element, QueryRead<T?> read)
    {
        if (IsAbsent) return null;
        if (IsEmpty) return [];
        var numbered = At(element);
        return numbered.IsAbsent ? throw Mismatch("List") : numbered.List(read);
    }

    /// <summary>A list whose elements are numbered at once: <c>Filter.1</c>. The numbers give the order and may have gaps.</summary>
    public ValueList<T>? List<T>(QueryRead<T?> read)
    {
        if (IsAbsent) return null;
        if (IsEmpty) return [];
        return Elements().Select(element => read(element.Place)!).ToValueList();
    }

    /// <summary>A map: <c>Attributes.entry.1.key</c> and <c>Attributes.entry.1.value</c>, or without the word in between.</summary>
    public ValueMap<T>? Map<T>(string? entry, string key, string value, QueryRead<T?> read)
    {
        if (IsAbsent) return null;
        if (IsEmpty) return ValueMap<T>.Empty;
        var numbered = entry is null ? this : At(entry);
        if (numbered.IsAbsent) throw Mismatch("Map");
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (place, _) in numbered.Elements())
        {
            var at = place.At(value);
            if (place.At(key).String() is not { } name || at.IsAbsent) throw Mismatch("Map");
            entries[name] = read(at)!;
        }
        // In the map's own order: each insertion is then at its end, where a hostile order would cost n² moves.
        return new(entries.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    private List<(QueryInput Place, int Number)> Elements()
    {
        if (_from == _to) throw Mismatch("List");
        var found = new List<(QueryInput Place, int Number)>();
        for (var i = _from; i < _to;)
        {
            // Sorted by character, all of one number stand together: 1, 1.Name, 1.Value.1, 10, 10.Name, 2.
            var rest = Rest(i);
            var dot = rest.IndexOf('.');
            var digits = dot < 0 ? rest : rest[..dot];
            if (!IsNumber(digits)) throw QueryErrors.NoNumber(_form, _form.Parameters[i].Name);
            var at = dot < 0 ? i : -1;
            var from = First(i, digits, below: true, past: false);
            if (from > i + 1) throw QueryErrors.NoNumber(_form, _form.Parameters[i + 1].Name);
            var to = First(from, digits, below: true, past: true);
            found.Add((new(_form, at, from, to, _offset + digits.Length + 1, _depth + 1), int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)));
            i = to;
        }
        found.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return found;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxDigits && !text.ContainsAnyExceptInRange('0', '9') && (text[0] != '0' || text.Length == 1);

    private ReadOnlySpan<char> Rest(int index) => _form.Parameters[index].Name.AsSpan(_offset);

    /// <summary>
    /// The first parameter from <paramref name="from"/> on that is not before <paramref name="name"/>; with
    /// <paramref name="below"/>, before the name and a dot; with <paramref name="past"/>, before or under it.
    /// </summary>
    private int First(int from, ReadOnlySpan<char> name, bool below, bool past)
    {
        var to = _to;
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            var order = Compare(Rest(middle), name, below);
            if (order < 0 || (past && order == 0)) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private static int Compare(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, bool below)
    {
        var order = rest[..Math.Min(rest.Length, name.Length)].SequenceCompareTo(name);
        if (order != 0 || !below) return order != 0 ? order : rest.Length - name.Length;
        return rest.Length == name.Length ? -1 : rest[name.Length] - '.';
    }

    private ApiException Mismatch(string expected) =>
        QueryErrors.Mismatch(_form, _at >= 0 ? Name : _form.Parameters[_from].Name, _at >= 0 ? Text : null, expected);
}
