using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// The regular expressions of conditions and transforms. Like Elastic Load Balancing's they know no lookarounds, backreferences, atomic groups
/// and the like, so that the time that they take is linear in the text.
/// </summary>
public static class RuleExpression
{
    /// <summary>Null for what is no regular expression of this kind.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Either of two exceptions says the same.")]
    public static Regex? Parse(string expression, bool ignoreCase)
    {
        try
        {
            return new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
