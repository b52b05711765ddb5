using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>What tells one metric from all others: the order in which dimensions were sent does not.</summary>
/// <param name="Namespace">Such as <c>AWS/ECS</c>.</param>
/// <param name="Name">Such as <c>CPUUtilization</c>.</param>
/// <param name="Dimensions">Sorted by name.</param>
public sealed record MetricId(string Namespace, string Name, ValueList<Dimension> Dimensions)
{
    public static MetricId Of(string? @namespace, string? name, ValueList<Dimension>? dimensions) =>
        new(@namespace ?? "", name ?? "", Sorted(dimensions ?? []));

    public static MetricId Of(Metric metric) => Of(metric.Namespace, metric.MetricName, metric.Dimensions);

    /// <summary>With dimensions given as pairs, in any order.</summary>
    public static MetricId Of(string @namespace, string name, params ReadOnlySpan<(string Name, string Value)> dimensions)
    {
        var list = new List<Dimension>(dimensions.Length);
        foreach (var (dimension, value) in dimensions) list.Add(new() { Name = dimension, Value = value });
        return new(@namespace, name, Sorted(list.ToValueList()));
    }

    /// <summary>Sorts as lists of metrics are given; no two metrics have the same.</summary>
    public string SortKey => $"{Namespace}\0{Name}\0{string.Join('\0', Dimensions.Select(each => $"{each.Name}\0{each.Value}"))}";

    public Metric ToShape() => new() { Namespace = Namespace, MetricName = Name, Dimensions = Dimensions };

    private static ValueList<Dimension> Sorted(ValueList<Dimension> dimensions)
    {
        for (var i = 1; i < dimensions.Count; i++)
        {
            if (string.CompareOrdinal(dimensions[i - 1].Name, dimensions[i].Name) > 0)
                return dimensions.OrderBy(each => each.Name, StringComparer.Ordinal).ToValueList();
        }
        return dimensions;
    }
}
