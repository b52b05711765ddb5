namespace Workbook.Benchmarks;

/// <summary>What stands for several measurements of the same.</summary>
internal static class Medians
{
    /// <summary>The one in the middle, and of an even number the upper of the two.</summary>
    public static double Median(this IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
