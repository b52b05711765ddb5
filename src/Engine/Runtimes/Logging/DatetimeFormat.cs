using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Engine.Runtimes.Logging;

/// <summary>A format of <c>awslogs-datetime-format</c>, in the letters of strftime that Docker's driver knows, as the pattern of the times that are so written.</summary>
internal static class DatetimeFormat
{
    private static readonly Dictionary<char, string> Patterns = new()
    {
        ['a'] = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
        ['A'] = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
        ['b'] = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        ['B'] = "(?:January|February|March|April|May|June|July|August|September|October|November|December)",
        ['d'] = "(?:0[1-9]|[12][0-9]|3[01])",
        ['f'] = "[0-9]{6}",
        ['H'] = "(?:[01][0-9]|2[0-3])",
        ['I'] = "(?:0[0-9]|1[0-2])",
        ['j'] = "(?:0[0-9][1-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-6])",
        ['L'] = @"\.[0-9]{3}",
        ['m'] = "(?:0[1-9]|1[0-2])",
        ['M'] = "[0-5][0-9]",
        ['p'] = "[AP]M",
        ['S'] = "[0-5][0-9]",
        ['w'] = "[0-6]",
        ['y'] = "[0-9]{2}",
        ['Y'] = "[0-9]{4}",
        ['z'] = "[+-][0-9]{4}",
        ['Z'] = "[A-Z]{1,4}T",
    };

    public static string PatternOf(string format)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length) pattern.Append(Regex.Escape(format[at].ToString()));
            // What is no letter of a time, such as %%, stands for itself.
            else pattern.Append(Patterns.TryGetValue(format[++at], out var known) ? known : Regex.Escape(format[at].ToString()));
        }
        return pattern.ToString();
    }
}
