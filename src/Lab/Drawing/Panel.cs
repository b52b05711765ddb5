using System.Globalization;

namespace Workbook;

/// <summary>A part of a chart: values from 0 upwards over time.</summary>
internal sealed class Panel
{
    private static readonly int[] RoundFactors = [1, 2, 5, 10];

    private readonly SvgDrawing _svg;
    private readonly TimeAxis _time;
    private readonly double _top;
    private readonly double _height;
    private readonly double _step;
    private readonly double _most;

    /// <param name="greatest">What has to fit.</param>
    /// <param name="lines">At most so many above the lowest.</param>
    public Panel(SvgDrawing svg, TimeAxis time, double top, double height, double greatest, int lines = 5)
    {
        (_svg, _time, _top, _height) = (svg, time, top, height);
        _step = RoundStep(greatest / lines);
        _most = Math.Max(Math.Ceiling(greatest / _step), 1) * _step;
    }

    public double Bottom => _top + _height;

    public double Y(double value) => Bottom - _height * Math.Min(value / _most, 1);

    /// <summary>Lines behind everything, with what they stand for.</summary>
    public void DrawGrid()
    {
        for (var value = 0d; value <= _most + _step / 2; value += _step)
        {
            _svg.Line(_time.Left, Y(value), _time.Right, Y(value), SvgDrawing.Faint, width: value == 0 ? 1.5 : 0.75);
            _svg.Text(_time.Left - 8, Y(value) + 4, value.ToString("#,0.##", CultureInfo.InvariantCulture), SvgDrawing.Quiet, size: 11, anchor: Anchor.End);
        }
        foreach (var at in _time.Ticks()) _svg.Line(_time.X(at), _top, _time.X(at), Bottom, SvgDrawing.Faint, width: 0.75);
    }

    /// <summary>Each value holds until the next one.</summary>
    public void DrawSteps(IReadOnlyList<Reading> values, string colour, bool dashed = false, bool filled = false)
    {
        var points = new List<(double X, double Y)>();
        foreach (var each in values)
        {
            if (points.Count > 0) points.Add((_time.X(each.At), points[^1].Y));
            points.Add((_time.X(each.At), Y(each.Value)));
        }
        if (filled) _svg.Area([(points[0].X, Bottom), .. points, (points[^1].X, Bottom)], colour);
        _svg.Path(points, colour, dashed: dashed);
    }

    /// <summary>From value to value.</summary>
    public void DrawCurve(IReadOnlyList<Reading> values, string colour)
    {
        if (values.Count == 1) _svg.Dot(_time.X(values[0].At), Y(values[0].Value), 2.5, colour);
        else if (values.Count > 1) _svg.Path(values.Select(each => (_time.X(each.At), Y(each.Value))), colour);
    }

    // 1, 2 or 5 times a power of ten, and for what is counted no fractions: 4.2 → 5, 23 → 50.
    private static double RoundStep(double least)
    {
        if (least <= 1) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return RoundFactors.Select(factor => factor * power).First(step => step >= least);
    }
}
