using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>Names for the words of a message, with conditions on some: <c>[ip, user, ..., status = 4*, bytes &gt; 1000]</c>. What is in quotation marks or brackets is one word.</summary>
internal sealed class DelimitedPattern : FilterPattern
{
    private readonly DelimitedField[] _fields;

    // Where "..." stands for any number of words; -1 for nowhere.
    private readonly int _gap;

    public DelimitedPattern(DelimitedField[] fields, int gap, int regexes)
    {
        (_fields, _gap) = (fields, gap);
        Regexes = regexes;
    }

    public override IMatch? Match(string message)
    {
        var words = Split(message);
        if (words.Count < _fields.Length) return null;
        var values = new string[_fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var isLast = i == values.Length - 1;
            // Fields behind the gap are counted from the end. Without a gap the last takes all that is left.
            values[i] = _gap >= 0 && i >= _gap ? words[words.Count - values.Length + i].Text
                : _gap < 0 && isLast && words.Count > values.Length ? message[words[i].Start..].TrimEnd()
                : words[i].Text;
            if (!_fields[i].Passes(values[i])) return null;
        }
        return new Found(_fields, values);
    }

    private static List<(string Text, int Start)> Split(string message)
    {
        var words = new List<(string, int)>();
        for (var at = 0; at < message.Length;)
        {
            if (char.IsWhiteSpace(message[at]))
            {
                at++;
                continue;
            }
            var start = at;
            var end = message[at] switch { '[' => Ending(message, at, ']'), '"' => Ending(message, at, '"'), _ => -1 };
            if (end > 0)
            {
                words.Add((message[(start + 1)..end], start));
                at = end + 1;
                continue;
            }
            while (at < message.Length && !char.IsWhiteSpace(message[at])) at++;
            words.Add((message[start..at], start));
        }
        return words;
    }

    // -1 where it does not end, or not before a space.
    private static int Ending(string message, int start, char end)
    {
        var at = message.IndexOf(end, start + 1);
        return at > 0 && (at + 1 == message.Length || char.IsWhiteSpace(message[at + 1])) ? at : -1;
    }

    private sealed class Found(DelimitedField[] fields, string[] values) : IMatch
    {
        public ValueMap<string> Values => new(fields.Select((each, i) => KeyValuePair.Create("$" + each.Name, values[i])));

        public string? Value(string selector)
        {
            var at = Array.FindIndex(fields, each => selector.Length > 1 && selector[0] == '$' && selector.AsSpan(1).SequenceEqual(each.Name));
            return at < 0 ? null : values[at];
        }
    }
}

/// <summary>A field, and what is demanded of it: one of several groups, all tests of which have to pass.</summary>
internal sealed record DelimitedField(string Name, ValueTest[][] Alternatives)
{
    public bool Passes(string word) => Alternatives.Length == 0 || Array.Exists(Alternatives, group => Array.TrueForAll(group, test => test.PassesWord(word)));
}
