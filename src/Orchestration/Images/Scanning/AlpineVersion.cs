using System.Text.RegularExpressions;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>
/// The order of Alpine's versions, <c>number{.number}[letter]{_suffix[number]}[~commit][-rNUMBER]</c> (apk-package(5)): part by
/// part, and where one has a part that the other has not, by <see cref="Kind"/>.
/// </summary>
public static partial class AlpineVersion
{
    /// <summary>In this order: of two versions that are equal so far, the one with the later kind is the lesser.</summary>
    private enum Kind
    {
        First,
        Number,
        Letter,
        Suffix,
        SuffixNumber,
        Commit,
        Revision,
        End,
    }

    /// <summary>Those up to rc come before the version without any, the others after it.</summary>
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];

    private const int BeforeRelease = 4;

    /// <summary>Less than, equal to or greater than zero; null when one of them is no version.</summary>
    public static int? Compare(string left, string right)
    {
        if (Parse(left) is not { } a || Parse(right) is not { } b) return null;
        for (var i = 0; ; i++)
        {
            var ((kindOfA, textOfA), (kindOfB, textOfB)) = (a[i], b[i]);
            if (kindOfA != kindOfB) return Precedes(a[i]) ? -1 : Precedes(b[i]) ? 1 : kindOfB - kindOfA;
            if (kindOfA == Kind.End) return 0;
            var order = ComparePart(kindOfA, textOfA, textOfB);
            if (order != 0) return order;
        }
    }

    private static bool Precedes((Kind Kind, string Text) part) => part.Kind == Kind.Suffix && Array.IndexOf(Suffixes, part.Text) < BeforeRelease;

    private static int ComparePart(Kind kind, string left, string right) => kind switch
    {
        Kind.Letter or Kind.Commit => string.CompareOrdinal(left, right),
        Kind.Suffix => Array.IndexOf(Suffixes, left) - Array.IndexOf(Suffixes, right),
        // 1.05 is before 1.1: with a leading zero numbers are like the digits after a decimal point.
        Kind.Number when left[0] == '0' || right[0] == '0' => string.CompareOrdinal(left, right),
        _ => Digits.Compare(left, right),
    };

    private static List<(Kind Kind, string Text)>? Parse(string version)
    {
        var match = Form().Match(version);
        if (!match.Success) return null;
        var parts = new List<(Kind, string)> { (Kind.First, match.Groups["first"].Value) };
        parts.AddRange(match.Groups["number"].Captures.Select(each => (Kind.Number, each.Value)));
        Add(Kind.Letter, match.Groups["letter"]);
        foreach (var suffix in match.Groups["suffix"].Captures.Select(each => each.Value))
        {
            var name = suffix.TrimEnd("0123456789".ToCharArray());
            parts.Add((Kind.Suffix, name));
            if (name.Length < suffix.Length) parts.Add((Kind.SuffixNumber, suffix[name.Length..]));
        }
        Add(Kind.Commit, match.Groups["commit"]);
        Add(Kind.Revision, match.Groups["revision"]);
        parts.Add((Kind.End, ""));
        return parts;

        void Add(Kind kind, Group group)
        {
            if (group.Success) parts.Add((kind, group.Value));
        }
    }

    [GeneratedRegex(
        @"^(?<first>[0-9]+)(\.(?<number>[0-9]+))*(?<letter>[a-z])?(_(?<suffix>(alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*))*(~(?<commit>[0-9a-f]+))?(-r(?<revision>[0-9]+))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
