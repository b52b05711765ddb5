using System.Globalization;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>Reads what is between the brackets of a pattern of fields.</summary>
internal static class DelimitedPatternParser
{
    /// <param name="text">Without the brackets.</param>
    public static DelimitedPattern Parse(string text)
    {
        var (reader, fields, gap, regexes) = (new PatternText(text), new List<DelimitedField>(), -1, 0);
        do
        {
            reader.SkipSpace();
            if (reader.TryTake("..."))
            {
                if (gap >= 0) throw FilterPattern.Invalid();
                gap = fields.Count;
            }
            else
            {
                var field = ReadField(reader, fields.Count);
                if (fields.Exists(other => other.Name == field.Name)) throw FilterPattern.Invalid();
                fields.Add(field);
                regexes += field.Alternatives.Sum(group => group.Count(test => test.HasRegex));
            }
            reader.SkipSpace();
        }
        while (reader.TryTake(","));
        return reader.IsAtEnd ? new([.. fields], gap, regexes) : throw reader.Unexpected();
    }

    /// <summary><c>status = 4* &amp;&amp; status != 404</c>; all conditions of a field name it.</summary>
    private static DelimitedField ReadField(PatternText reader, int position)
    {
        var name = reader.TakeWhile(PatternText.IsWord);
        // A field may go without a name: it is called by its place.
        if (name.Length == 0 && reader.Next is not (',' or '\0')) throw reader.Unexpected();
        var alternatives = new List<List<ValueTest>>();
        if (name.Length > 0 && ReadTest(reader) is { } first)
        {
            alternatives.Add([first]);
            while (true)
            {
                reader.SkipSpace();
                var isOr = reader.TryTake("||");
                if (!isOr && !reader.TryTake("&&")) break;
                reader.SkipSpace();
                if (reader.TakeWhile(PatternText.IsWord) != name) throw FilterPattern.Invalid();
                if (isOr) alternatives.Add([]);
                alternatives[^1].Add(ReadTest(reader) ?? throw FilterPattern.Invalid());
            }
        }
        return new(name.Length > 0 ? name : (position + 1).ToString(CultureInfo.InvariantCulture), [.. alternatives.Select(group => group.ToArray())]);
    }

    private static ValueTest? ReadTest(PatternText reader) =>
        ValueTest.Read(reader, static character => !char.IsWhiteSpace(character) && character is not (',' or '&' or '|' or '"'));
}
