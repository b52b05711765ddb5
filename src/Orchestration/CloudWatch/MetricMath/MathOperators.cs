using System.Diagnostics;
using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>Operators on numbers, time series and lists of them. Of two series only the times that both have are kept.</summary>
internal static class MathOperators
{
    public static MathValue Binary(string name, MathValue left, MathValue right)
    {
        var of = Function(name);
        return (left, right) switch
        {
            (Scalar a, Scalar b) => new Scalar(of(a.Value, b.Value)),
            (TimeSeries a, Scalar b) => Finite(a.Select(point => of(point.Value, b.Value))),
            (Scalar a, TimeSeries b) => Finite(b.Select(point => of(a.Value, point.Value))),
            (TimeSeries a, TimeSeries b) => Joined(a, b, of),
            (SeriesList a, SeriesList b) when a.Items.Count == b.Items.Count => new SeriesList(a.Items.Zip(b.Items, (x, y) => Joined(x, y, of)).ToValueList()),
            (SeriesList, SeriesList) => throw new MathException("Arrays in an operation must have the same length"),
            (SeriesList a, _) => new SeriesList(a.Items.Select(each => Series(Binary(name, each, right))).ToValueList()),
            (_, SeriesList b) => new SeriesList(b.Items.Select(each => Series(Binary(name, left, each))).ToValueList()),
            _ => throw new MathException($"Unsupported operand type(s) for {name}: '{left.Kind}, {right.Kind}'"),
        };
    }

    public static MathValue Unary(string name, MathValue operand) => Each(operand, name == "-" ? value => -value : value => value == 0 ? 1 : 0);

    /// <summary>A function of single values, of whatever it is given.</summary>
    public static MathValue Each(MathValue value, Func<double, double> of) => value switch
    {
        Scalar scalar => new Scalar(of(scalar.Value)),
        TimeSeries series => Finite(series.Select(point => of(point.Value))),
        SeriesList list => new SeriesList(list.Items.Select(each => Series(Each(each, of))).ToValueList()),
        _ => throw new MathException($"Unsupported operand type: '{value.Kind}'"),
    };

    public static TimeSeries Series(MathValue value) =>
        value as TimeSeries ?? throw new MathException($"A time series is expected instead of '{value.Kind}'");

    private static TimeSeries Joined(TimeSeries left, TimeSeries right, Func<double, double, double> of)
    {
        var points = new List<SeriesPoint>();
        for (int i = 0, j = 0; i < left.Points.Count && j < right.Points.Count;)
        {
            var (a, b) = (left.Points[i], right.Points[j]);
            if (a.At == b.At) points.Add(new(a.At, of(a.Value, b.Value)));
            if (a.At <= b.At) i++;
            if (b.At <= a.At) j++;
        }
        return Finite(left.With(points));
    }

    // What is divided by zero is no data point.
    private static TimeSeries Finite(TimeSeries series) =>
        series.Points.All(point => double.IsFinite(point.Value)) ? series : series.With(series.Points.Where(point => double.IsFinite(point.Value)));

    private static Func<double, double, double> Function(string name) => name switch
    {
        "+" => (a, b) => a + b,
        "-" => (a, b) => a - b,
        "*" => (a, b) => a * b,
        "/" => (a, b) => a / b,
        "^" => Math.Pow,
        "==" => (a, b) => a == b ? 1 : 0,
        "!=" => (a, b) => a != b ? 1 : 0,
        "<" => (a, b) => a < b ? 1 : 0,
        "<=" => (a, b) => a <= b ? 1 : 0,
        ">" => (a, b) => a > b ? 1 : 0,
        ">=" => (a, b) => a >= b ? 1 : 0,
        "&&" => (a, b) => a != 0 && b != 0 ? 1 : 0,
        "||" => (a, b) => a != 0 || b != 0 ? 1 : 0,
        _ => throw new UnreachableException($"There is no operator {name}."),
    };
}
