using System.Runtime.CompilerServices;

namespace Workbook.Repository.Tests;

/// <summary>The verdict on a rule.</summary>
internal static class House
{
    /// <summary>Fails the running test with the name of the rule, which is its file's, and one line for each violation.</summary>
    public static void Keeps(IEnumerable<Violation> violations, [CallerFilePath] string rule = "")
    {
        var found = violations.OrderBy(violation => violation.Path, StringComparer.Ordinal).ThenBy(violation => violation.Line).ToList();
        if (found.Count > 0) Assert.Fail($"{Path.GetFileNameWithoutExtension(rule)}, {found.Count} to mend:\n{string.Join('\n', found)}");
    }
}
