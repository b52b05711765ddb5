using System.Text.RegularExpressions;

namespace Workbook.Engine.Building;

/// <summary>What has to be known of a Dockerfile before Docker reads it.</summary>
internal static partial class Dockerfile
{
    public const string DefaultName = "Dockerfile";

    /// <summary>The images that it is built on, as they are written; those that depend on an argument are left out.</summary>
    public static IReadOnlyList<string> BasesOf(string text) =>
        [.. From().Matches(text).Select(line => line.Groups["image"].Value).Where(image => !image.Contains('$', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^[ \t]*FROM[ \t]+(--\S+[ \t]+)*(?<image>\S+)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex From();
}
