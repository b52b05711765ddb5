namespace Workbook.Orchestration;

/// <summary>An account in a region: a world of its own, as on AWS.</summary>
/// <param name="Account">Twelve digits, such as <c>123456789012</c>.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
public readonly record struct AccountRegion(string Account, string Region)
{
    private const int AccountLength = 12, MaxRegion = 32;

    public static bool IsAccount(ReadOnlySpan<char> id) => id.Length == AccountLength && !id.ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// Whether it has the form of a region's name: <c>us-east-1</c>, <c>us-gov-west-1</c>, <c>eusc-de-east-1</c>. Regions
    /// that do not exist yet are fine; what could pass for a path or would fill a disk with names is not.
    /// </summary>
    public static bool IsRegion(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxRegion) return false;
        var words = 0;
        foreach (var range in name.Split('-'))
        {
            var word = name[range];
            words++;
            if (range.End.Value == name.Length)
                return words >= 3 && word.Length is 1 or 2 && !word.ContainsAnyExceptInRange('0', '9');
            if (word.IsEmpty || word.ContainsAnyExceptInRange('a', 'z')) return false;
        }
        return false;
    }

    public override string ToString() => $"{Account}/{Region}";
}
