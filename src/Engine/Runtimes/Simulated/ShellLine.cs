using System.Text;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Takes a shell line apart into its commands, as far as lessons need it: quotes are understood, expansions are not.</summary>
internal static class ShellLine
{
    /// <summary>The line in <c>sh -c LINE</c>; null for a command that does not give a shell a line.</summary>
    public static string? Of(IReadOnlyList<string> command) =>
        command is [var program, var flag, var line, ..] && IsShell(program) && flag.StartsWith('-') && flag.EndsWith('c') ? line : null;

    public static bool IsShell(string program) => program is "sh" or "bash" or "ash" or "/bin/sh" or "/bin/bash" or "/bin/ash";

    /// <summary>Whether a command is passed over because of how the one before it ended.</summary>
    public static bool IsSkipped(string joint, int exitCode) => (joint == "&&" && exitCode != 0) || (joint == "||" && exitCode == 0);

    /// <summary>
    /// The commands as words, each with what joins it to the one before: empty for the first, else <c>;</c>,
    /// <c>&amp;&amp;</c> or <c>||</c>. Null for pipes, background jobs and quotes that do not end.
    /// </summary>
    public static IReadOnlyList<(string Joint, string[] Words)>? Split(string line)
    {
        var statements = new List<(string, string[])>();
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var joint = "";
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\'' or '"':
                    var end = line.IndexOf(line[i], i + 1);
                    if (end < 0) return null;
                    word.Append(line, i + 1, end - i - 1);
                    inWord = true;
                    i = end;
                    break;
                case ' ' or '\t' or '\r':
                    EndWord();
                    break;
                case ';' or '\n':
                    EndStatement(";");
                    break;
                // 2>&1 redirects; it does not join.
                case '&' when i > 0 && line[i - 1] == '>':
                    word.Append('&');
                    break;
                case '&' or '|' when i + 1 < line.Length && line[i + 1] == line[i]:
                    EndStatement(line.Substring(i, 2));
                    i++;
                    break;
                case '&' or '|':
                    return null;
                default:
                    word.Append(line[i]);
                    inWord = true;
                    break;
            }
        }
        EndStatement("");
        return statements;

        void EndWord()
        {
            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }

        void EndStatement(string next)
        {
            EndWord();
            // "echo a &&\n echo b": an empty line takes nothing away from the joint before it.
            if (words.Count > 0) statements.Add((joint, [.. words]));
            if (words.Count > 0 || joint is not ("&&" or "||")) joint = next;
            words.Clear();
        }
    }
}
