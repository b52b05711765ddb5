namespace Workbook.Orchestration.CloudWatch;

/// <summary>
/// How often which value occurred, sorted by value, for percentiles and trimmed statistics. Up to <see cref="Most"/> different
/// values it is exact; then neighbours are joined, none to more than a 64th of all, so that a data point never takes more than 4 KB.
/// </summary>
public sealed class ValueDistribution
{
    /// <summary>As many different values as are told apart.</summary>
    public const int Most = 256;

    private readonly double[] _values, _counts;

    private ValueDistribution(double[] values, double[] counts) => (_values, _counts) = (values, counts);

    public int Size => _values.Length;

    public double Total => _counts.Sum();

    /// <summary>Each value with how often it occurred, least first.</summary>
    public IEnumerable<(double Value, double Count)> Entries => _values.Zip(_counts);

    public static ValueDistribution Of(double value, double count) => new([value], [count]);

    /// <summary>Of entries in any order.</summary>
    public static ValueDistribution Of(IEnumerable<(double Value, double Count)> entries)
    {
        var building = new Building();
        foreach (var (value, count) in entries.OrderBy(entry => entry.Value)) building.Add(value, count);
        return building.Done();
    }

    public ValueDistribution With(ValueDistribution other)
    {
        var building = new Building();
        for (int i = 0, j = 0; i < _values.Length || j < other._values.Length;)
        {
            if (j == other._values.Length || (i < _values.Length && _values[i] <= other._values[j])) building.Add(_values[i], _counts[i++]);
            else building.Add(other._values[j], other._counts[j++]);
        }
        return building.Done();
    }

    /// <summary>The value at a rank, counted from 1: of ten samples, rank 9 is that of p90.</summary>
    public double At(double rank)
    {
        var seen = 0d;
        for (var i = 0; i < _values.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return _values[i];
        }
        return _values[^1];
    }

    /// <summary>Takes entries in their order.</summary>
    private sealed class Building
    {
        private readonly List<double> _values = [], _counts = [];

        public void Add(double value, double count)
        {
            if (_values.Count > 0 && _values[^1] == value) _counts[^1] += count;
            else
            {
                _values.Add(value);
                _counts.Add(count);
            }
        }

        public ValueDistribution Done() => _values.Count <= Most ? new([.. _values], [.. _counts]) : Joined();

        // Any two that stand side by side now have more than a 64th of all, so that no more than 128 are left.
        private ValueDistribution Joined()
        {
            var most = _counts.Sum() * 4 / Most;
            var (values, counts) = (new List<double> { _values[0] }, new List<double> { _counts[0] });
            for (var i = 1; i < _values.Count; i++)
            {
                var count = counts[^1] + _counts[i];
                if (count <= most)
                {
                    values[^1] += (_values[i] - values[^1]) * (_counts[i] / count);
                    counts[^1] = count;
                }
                else
                {
                    values.Add(_values[i]);
                    counts.Add(_counts[i]);
                }
            }
            return new([.. values], [.. counts]);
        }
    }
}
