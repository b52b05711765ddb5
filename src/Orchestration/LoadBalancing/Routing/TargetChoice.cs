namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Something that has requests under way.</summary>
public interface IOutstanding
{
    int Outstanding { get; }
}

/// <summary>The routing algorithms of a target group: each answers with the position of a target. There must be one.</summary>
public static class TargetChoice
{
    /// <summary>Each in turn.</summary>
    /// <param name="turn">How many were chosen before.</param>
    public static int RoundRobin(int count, uint turn) => (int)(turn % (uint)count);

    /// <summary>Any with the same probability.</summary>
    /// <param name="unit">Drawn evenly from 0 (inclusive) to 1 (exclusive).</param>
    public static int WeightedRandom(int count, double unit) => (int)(unit * count);

    /// <summary>The one with the fewest requests under way; of several, the next in turn.</summary>
    public static int LeastOutstanding<T>(ReadOnlySpan<T> targets, uint turn)
        where T : IOutstanding
    {
        var start = RoundRobin(targets.Length, turn);
        var best = start;
        var fewest = targets[start].Outstanding;
        for (var i = 1; i < targets.Length && fewest > 0; i++)
        {
            var at = start + i < targets.Length ? start + i : start + i - targets.Length;
            if (targets[at].Outstanding is var outstanding && outstanding < fewest) (best, fewest) = (at, outstanding);
        }
        return best;
    }

    /// <summary>
    /// While targets start slowly: each in the proportion of its share. Shares 1, 1 and 0.5 → two fifths, two fifths and one fifth of the requests.
    /// </summary>
    /// <param name="shares">Above 0, at most 1.</param>
    /// <param name="unit">Drawn evenly from 0 (inclusive) to 1 (exclusive).</param>
    public static int ByShare(ReadOnlySpan<double> shares, double unit)
    {
        var total = 0.0;
        foreach (var share in shares) total += share;
        var mark = unit * total;
        for (var i = 0; i < shares.Length; i++)
        {
            mark -= shares[i];
            if (mark < 0) return i;
        }
        return shares.Length - 1;
    }

    /// <summary>What a target gets of a full share: a linearly growing part while it starts slowly.</summary>
    /// <param name="healthySince">When it became healthy.</param>
    /// <param name="duration">Of the slow start; zero: there is none.</param>
    public static double Share(DateTimeOffset? healthySince, TimeSpan duration, DateTimeOffset now)
    {
        if (duration <= TimeSpan.Zero || healthySince is not { } since || now >= since + duration) return 1;
        // Never nothing: 1 % at the beginning.
        return Math.Max(0.01, (now - since) / duration);
    }
}
