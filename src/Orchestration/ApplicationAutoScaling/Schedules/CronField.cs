using System.Globalization;

namespace Workbook.Orchestration.ApplicationAutoScaling.Schedules;

/// <summary>
/// One field of a cron expression: the numbers that it lets through. <c>*</c>, <c>5</c>, <c>MON-FRI</c>, <c>0/15</c>, <c>8-18/2</c>, and lists
/// of them with commas.
/// </summary>
internal sealed class CronField
{
    private readonly bool[] _allowed;
    private readonly string _name;
    private readonly int _first, _last;
    private readonly string[] _words;

    /// <param name="words">Names of the numbers from the first on, such as <c>JAN</c>.</param>
    /// <exception cref="FormatException">It is no such field; the message says why.</exception>
    public CronField(string text, string name, int first, int last, params string[] words)
    {
        (_name, _first, _last, _words) = (name, first, last, words);
        _allowed = new bool[last + 1];
        foreach (var part in text.Split(',')) Add(part);
        IsAny = text == "*";
    }

    /// <summary>Whether everything is allowed because it says so.</summary>
    public bool IsAny { get; }

    /// <summary>The numbers, smallest first.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(_first, _last - _first + 1).Where(Has);

    public bool Has(int number) => number >= _first && number <= _last && _allowed[number];

    /// <summary>What a text stands for in a field with these bounds.</summary>
    public static int Number(string text, string name, int first, int last, params string[] words)
    {
        var index = Array.IndexOf(words, text.ToUpperInvariant());
        if (index >= 0) return first + index;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= first && number <= last
            ? number
            : throw new FormatException($"'{text}' is not a valid {name}, which is {first} to {last}");
    }

    private void Add(string part)
    {
        var step = part.Split('/');
        var (every, range) = (1, step[0].Split('-'));
        if (step.Length > 2 || range.Length > 2 || (step.Length == 2 && (!int.TryParse(step[1], NumberStyles.None, CultureInfo.InvariantCulture, out every) || every == 0)))
            throw new FormatException($"'{part}' is not a valid {_name}");
        var (from, to) = range switch
        {
            ["*"] => (_first, _last),
            [var start, var end] => (Number(start), Number(end)),
            // 0/15 → from 0 on, 5 → 5 alone
            _ => (Number(range[0]), step.Length == 2 ? _last : Number(range[0])),
        };
        // FRI-MON goes over the end: 6, 7, 1, 2.
        var length = (to >= from ? 0 : _last - _first + 1) + to - from;
        for (var i = 0; i <= length; i += every) _allowed[_first + (from - _first + i) % (_last - _first + 1)] = true;
    }

    private int Number(string text) => Number(text, _name, _first, _last, _words);
}
