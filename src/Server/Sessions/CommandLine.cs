using System.Text;

namespace Workbook.Server.Sessions;

/// <summary>
/// A command as ExecuteCommand carries it, in one line. The agent runs it without a shell: the line is only taken apart into
/// words, in which quotes and backslashes keep spaces together.
/// </summary>
public static class CommandLine
{
    /// <summary>The words; null when a quote does not end or nothing follows a backslash.</summary>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'')
            {
                if (++i == line.Length) return null;
                // Within double quotes a backslash stands for itself unless what follows needs it.
                if (quote == '"' && line[i] is not ('"' or '\\')) word.Append(c);
                word.Append(line[i]);
                inWord = true;
            }
            else if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                inWord = true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                inWord = true;
            }
            else
            {
                EndWord();
            }
        }
        if (quote != '\0') return null;
        EndWord();
        return words;

        void EndWord()
        {
            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }

    /// <summary>The line that <see cref="Split"/> takes apart into these words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    // Within single quotes everything stands for itself; a single quote is put between quotes, escaped.
    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:@%+,".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
