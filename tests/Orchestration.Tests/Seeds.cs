using System.Globalization;

namespace Workbook.Orchestration.Tests;

/// <summary>
/// The seeds of tests that draw what happens. <c>WORKBOOK_SEEDS</c> limits how many are used, for the thousands of runs that
/// mutation testing makes.
/// </summary>
internal static class Seeds
{
    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("WORKBOOK_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : int.MaxValue;

    public static IEnumerable<int> Upto(int count) => Enumerable.Range(1, Math.Min(count, Most));
}
