using System.Globalization;

namespace Workbook;

/// <summary>
/// Time from left to right that runs faster where nothing happens: a second between two moments has its room beside five minutes of draining, and the ticks are
/// the moments themselves.
/// </summary>
internal sealed class MomentAxis : TimeAxis
{
    private const double LeastApart = 46;

    /// <summary>A longer pause takes no more room: e³ − 1 are 19 seconds.</summary>
    private const double MostRoom = 3;

    private readonly List<TimeSpan> _moments;
    private readonly List<double> _places = [0];

    /// <param name="moments">When something happens, in any order.</param>
    public MomentAxis(double left, double width, TimeSpan length, IEnumerable<TimeSpan> moments)
        : base(left, width, length)
    {
        _moments = [.. moments.Where(at => at > TimeSpan.Zero && at < Length).Append(TimeSpan.Zero).Append(Length).Distinct().Order()];
        // Pauses of 0.8 s, 2 s and 300 s: ln 1.8 = 0.6, ln 3 = 1.1, and 3 instead of ln 301 = 5.7.
        foreach (var (from, to) in _moments.Zip(_moments.Skip(1))) _places.Add(_places[^1] + Math.Min(Math.Log(1 + (to - from).TotalSeconds), MostRoom));
    }

    /// <inheritdoc/>
    public override string Unit => "not to scale";

    /// <inheritdoc/>
    public override double X(TimeSpan at)
    {
        if (at >= Length) return Right;
        var next = Math.Max(_moments.FindIndex(moment => moment > at), 1);
        var (from, to) = (_moments[next - 1], _moments[next]);
        var part = Math.Clamp((at - from) / (to - from), 0, 1);
        return Left + (Right - Left) * (_places[next - 1] + part * (_places[next] - _places[next - 1])) / _places[^1];
    }

    /// <inheritdoc/>
    public override IEnumerable<TimeSpan> Ticks()
    {
        var free = double.MinValue;
        foreach (var moment in _moments.SkipLast(1).Where(moment => X(moment) >= free))
        {
            yield return moment;
            free = X(moment) + LeastApart;
        }
    }

    /// <inheritdoc/>
    public override string Name(TimeSpan at) => NameOf(at);

    /// <summary>Such as <c>2.8 s</c>; of what takes longer minutes, <c>12.5 min</c>.</summary>
    public static string NameOf(TimeSpan at) => at < TimeSpan.FromMinutes(10)
        ? string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{at.TotalMinutes:0.#} min");
}
