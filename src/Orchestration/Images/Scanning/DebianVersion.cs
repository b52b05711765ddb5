namespace Workbook.Orchestration.Images.Scanning;

/// <summary>The order of Debian's versions, <c>[epoch:]upstream[-revision]</c> (Debian Policy 5.6.12).</summary>
public static class DebianVersion
{
    /// <summary>Less than, equal to or greater than zero; null when one of them is no version.</summary>
    public static int? Compare(string left, string right)
    {
        if (Parse(left) is not { } a || Parse(right) is not { } b) return null;
        var order = Digits.Compare(a.Epoch, b.Epoch);
        if (order == 0) order = ComparePart(a.Upstream, b.Upstream);
        return order != 0 ? order : ComparePart(a.Revision, b.Revision);
    }

    private static (string Epoch, string Upstream, string Revision)? Parse(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon < 0 ? "0" : version[..colon];
        var rest = version[(colon + 1)..];
        var hyphen = rest.LastIndexOf('-');
        var (upstream, revision) = hyphen < 0 ? (rest, "") : (rest[..hyphen], rest[(hyphen + 1)..]);
        return epoch.Length > 0 && epoch.All(char.IsAsciiDigit) && upstream.Length > 0 && rest.All(IsAllowed) ? (epoch, upstream, revision) : null;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-' or '~' or ':';

    /// <summary>Text and numbers in turn: text letter by letter, numbers by their value, until something differs.</summary>
    private static int ComparePart(string left, string right)
    {
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            while (IsText(left, i) || IsText(right, j))
            {
                var order = Weight(left, i) - Weight(right, j);
                if (order != 0) return order;
                i++;
                j++;
            }
            var (from, other) = (i, j);
            while (i < left.Length && char.IsAsciiDigit(left[i])) i++;
            while (j < right.Length && char.IsAsciiDigit(right[j])) j++;
            var numbers = Digits.Compare(left.AsSpan(from, i - from), right.AsSpan(other, j - other));
            if (numbers != 0) return numbers;
        }
        return 0;
    }

    private static bool IsText(string part, int at) => at < part.Length && !char.IsAsciiDigit(part[at]);

    // A tilde comes before the end, the end and digits before letters, letters before all else.
    private static int Weight(string part, int at) =>
        !IsText(part, at) ? 0 : part[at] == '~' ? -1 : char.IsAsciiLetter(part[at]) ? part[at] : part[at] + 256;
}
