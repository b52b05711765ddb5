namespace Workbook.Orchestration.Images.Scanning;

/// <summary>Numbers of any length, as text.</summary>
internal static class Digits
{
    /// <summary>Compares by value; none at all is zero.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);
    }
}
