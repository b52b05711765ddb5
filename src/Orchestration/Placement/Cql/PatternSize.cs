namespace Workbook.Orchestration.Placement.Cql;

/// <summary>
/// Keeps away patterns that take minutes even without backtracking: long ones, and those that nest repetitions, such as
/// <c>((a*b)*c)*</c>, which nests them three deep.
/// </summary>
internal static class PatternSize
{
    public const int MostCharacters = 256;
    public const int MostNested = 2;

    public static bool IsBearable(string pattern) => pattern.Length <= MostCharacters && Nesting(pattern) <= MostNested;

    // An unbalanced pattern is somebody else's to refuse: what is missing is taken as it comes.
    private static int Nesting(string pattern)
    {
        var open = new Stack<int>([0]);
        var isClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    isClass = true;
                    continue;
                case ']':
                    isClass = false;
                    break;
                case '(' when !isClass:
                    open.Push(0);
                    continue;
                default:
                    break;
            }
            if (isClass || at >= pattern.Length) continue;
            var inner = pattern[at] == ')' && open.Count > 1 ? open.Pop() : 0;
            var repeats = at + 1 < pattern.Length && pattern[at + 1] is ('*' or '+' or '{');
            open.Push(Math.Max(open.Pop(), inner + (repeats ? 1 : 0)));
        }
        return open.Max();
    }
}
