namespace Workbook.Orchestration.Images.Scanning;

/// <summary>The order of NuGet's versions: Semantic Versioning 2.0 with a fourth number, and without regard to case.</summary>
public static class NuGetVersion
{
    private const int Parts = 4;

    /// <summary>Less than, equal to or greater than zero; null when one of them is no version.</summary>
    public static int? Compare(string left, string right)
    {
        if (Parse(left) is not { } a || Parse(right) is not { } b) return null;
        for (var i = 0; i < Parts; i++)
        {
            var order = Digits.Compare(a.Numbers.ElementAtOrDefault(i), b.Numbers.ElementAtOrDefault(i));
            if (order != 0) return order;
        }
        // A release comes after what led to it.
        if (a.Labels.Length == 0 || b.Labels.Length == 0) return (a.Labels.Length == 0 ? 1 : 0) - (b.Labels.Length == 0 ? 1 : 0);
        for (var i = 0; i < Math.Min(a.Labels.Length, b.Labels.Length); i++)
        {
            var order = CompareLabels(a.Labels[i], b.Labels[i]);
            if (order != 0) return order;
        }
        return a.Labels.Length - b.Labels.Length;
    }

    private static (string[] Numbers, string[] Labels)? Parse(string version)
    {
        var text = version.Split('+', 2)[0];
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        var numbers = (hyphen < 0 ? text : text[..hyphen]).Split('.');
        var labels = hyphen < 0 ? [] : text[(hyphen + 1)..].Split('.');
        return numbers.Length <= Parts && numbers.All(IsNumber) && labels.All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            ? (numbers, labels)
            : null;
    }

    private static int CompareLabels(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => Digits.Compare(left, right),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
