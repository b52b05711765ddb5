namespace Workbook.Orchestration.Images;

/// <summary>ECR's patterns, in which <c>*</c> stands for any number of any characters.</summary>
public static class Wildcard
{
    /// <summary>Whether the whole text is as the pattern says. Takes at most as many steps as both are long, multiplied.</summary>
    public static bool Matches(string pattern, string text)
    {
        int at = 0, position = 0, star = -1, retry = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = position;
            }
            else if (at < pattern.Length && pattern[at] == text[position])
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                at = star + 1;
                position = ++retry;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
