using System.Globalization;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>Samples of one metric, as somebody sent them.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Unit"><c>None</c> where none was given.</param>
/// <param name="At">When they were taken.</param>
/// <param name="Aggregate">One value, several, or a statistic set.</param>
/// <param name="IsHighResolution">Kept by the second instead of the minute.</param>
public sealed record MetricSample(MetricId Metric, string Unit, DateTimeOffset At, Aggregate Aggregate, bool IsHighResolution = false);

/// <summary>What PutMetricData takes (see its API reference and "CloudWatch service quotas").</summary>
public static class MetricDataRules
{
    private const int MostDatums = 1000, MostValues = 150, MostDimensions = 30;

    // Values outside of ±2^360 are refused.
    private static readonly double Greatest = Math.Pow(2, 360);

    /// <summary>Whether these rules have a better message for what is at a place than the general check of the model.</summary>
    public static bool ChecksItself(string path) =>
        path.EndsWith(".unit", StringComparison.Ordinal) || path.EndsWith(".dimensions", StringComparison.Ordinal) || path.EndsWith(".storageResolution", StringComparison.Ordinal);

    /// <exception cref="ApiException">In CloudWatch's words; nothing of the request is kept then.</exception>
    public static IReadOnlyList<MetricSample> Check(PutMetricDataRequest request, DateTimeOffset now)
    {
        if (request.Namespace!.StartsWith("AWS/", StringComparison.OrdinalIgnoreCase) || request.Namespace[0] == ':')
            throw CloudWatchErrors.InvalidParameterValue($"The value {request.Namespace} for parameter Namespace is invalid.");
        var entities = request.EntityMetricData ?? [];
        if (request.MetricData is not { Count: > 0 } && entities.All(entity => entity.MetricData is not { Count: > 0 }))
            throw CloudWatchErrors.MissingRequiredParameter("The parameter MetricData is required.");
        var samples = new List<MetricSample>();
        Add(request.Namespace, request.MetricData ?? [], "MetricData", now, samples);
        for (var i = 0; i < entities.Count; i++) Add(request.Namespace, entities[i].MetricData ?? [], $"EntityMetricData.member.{i + 1}.MetricData", now, samples);
        return samples.Count <= MostDatums ? samples : throw TooMany("MetricData", MostDatums);
    }

    private static void Add(string @namespace, ValueList<MetricDatum> data, string path, DateTimeOffset now, List<MetricSample> samples)
    {
        if (data.Count > MostDatums) throw TooMany(path, MostDatums);
        for (var i = 0; i < data.Count; i++) samples.Add(new Datum(data[i], $"{path}.member.{i + 1}", now).Check(@namespace));
    }

    private static ApiException TooMany(string path, int most) =>
        CloudWatchErrors.InvalidParameterValue($"The collection {path} must not have a size greater than {most}.");

    private readonly record struct Datum(MetricDatum Sent, string Path, DateTimeOffset Now)
    {
        public MetricSample Check(string @namespace)
        {
            if (Sent.Unit is { } unit && !IsUnit(unit))
                throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Unit must be a value in the set [ {string.Join(", ", Units)} ].");
            if (Sent.StorageResolution is not (null or 1 or 60))
                throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.StorageResolution must be 1 or 60.");
            CheckDimensions();
            var at = Sent.Timestamp ?? Now;
            if (at > Now.AddHours(2)) throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Timestamp must specify a time no more than two hours in the future.");
            if (at < Now - Retention.Listed) throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Timestamp must specify a time within the past two weeks.");
            return new(MetricId.Of(@namespace, Sent.MetricName, Sent.Dimensions), Sent.Unit ?? StandardUnit.None, at, Values(), Sent.StorageResolution == 1);
        }

        private void CheckDimensions()
        {
            if (Sent.Dimensions is not { } dimensions) return;
            if (dimensions.Count > MostDimensions) throw TooMany($"{Path}.Dimensions", MostDimensions);
            for (var i = 0; i < dimensions.Count; i++)
            {
                var name = dimensions[i].Name!;
                if (name[0] == ':' || string.IsNullOrWhiteSpace(name))
                    throw CloudWatchErrors.InvalidParameterValue($"The value {name} for parameter {Path}.Dimensions.member.{i + 1}.Name is invalid.");
                if (string.IsNullOrWhiteSpace(dimensions[i].Value))
                    throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Dimensions.member.{i + 1}.Value must not be empty.");
                for (var j = 0; j < i; j++)
                {
                    if (dimensions[j].Name == name) throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Dimensions has the name {name} more than once.");
                }
            }
        }

        private Aggregate Values()
        {
            var given = ((Sent.Value is not null, "Value"), (Sent.StatisticValues is not null, "StatisticValues"), (Sent.Values is { Count: > 0 }, "Values"));
            switch (given)
            {
                case ((true, _), (true, _), _): throw Exclusive("Value", "StatisticValues");
                case ((true, _), _, (true, _)): throw Exclusive("Value", "Values");
                case (_, (true, _), (true, _)): throw Exclusive("StatisticValues", "Values");
                case ((true, _), _, _): return Aggregate.Of(Number(Sent.Value!.Value, "Value"));
                case (_, (true, _), _): return Set(Sent.StatisticValues!);
                case (_, _, (true, _)): return Several(Sent.Values!, Sent.Counts);
                default: throw CloudWatchErrors.MissingRequiredParameter($"The parameter {Path}.Value is required.");
            }
        }

        private Aggregate Set(StatisticSet set)
        {
            var (count, sum) = (Number(set.SampleCount!.Value, "StatisticValues.SampleCount"), Number(set.Sum!.Value, "StatisticValues.Sum"));
            var (least, greatest) = (Number(set.Minimum!.Value, "StatisticValues.Minimum"), Number(set.Maximum!.Value, "StatisticValues.Maximum"));
            if (count <= 0) throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.StatisticValues.SampleCount must be greater than 0.");
            if (least > greatest)
                throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.StatisticValues.Maximum must be greater than {Path}.StatisticValues.Minimum.");
            return new(count, sum, least, greatest);
        }

        private Aggregate Several(ValueList<double> values, ValueList<double>? counts)
        {
            if (values.Count > MostValues) throw TooMany($"{Path}.Values", MostValues);
            if (counts is { Count: > 0 } && counts.Count != values.Count)
                throw CloudWatchErrors.InvalidParameterValue($"The parameters {Path}.Values and {Path}.Counts must be of the same size.");
            var entries = new (double Value, double Count)[values.Count];
            for (var i = 0; i < values.Count; i++)
            {
                var count = counts is { Count: > 0 } ? Number(counts[i], $"Counts.member.{i + 1}") : 1;
                if (count <= 0) throw CloudWatchErrors.InvalidParameterValue($"The parameter {Path}.Counts.member.{i + 1} must be greater than 0.");
                entries[i] = (Number(values[i], $"Values.member.{i + 1}"), count);
            }
            return Aggregate.Of(entries);
        }

        private double Number(double value, string name) => Math.Abs(value) <= Greatest
            ? value
            : throw CloudWatchErrors.InvalidParameterValue($"The value {value.ToString(CultureInfo.InvariantCulture)} for parameter {Path}.{name} is invalid.");

        private ApiException Exclusive(string one, string other) => CloudWatchErrors.InvalidParameterCombination(
            $"The parameters {Path}.{one} and {Path}.{other} are mutually exclusive and you have specified both.");

        private static bool IsUnit(string unit) => Array.IndexOf(Units, unit) >= 0;
    }

    private static readonly string[] Units =
    [
        StandardUnit.Seconds, StandardUnit.Microseconds, StandardUnit.Milliseconds, StandardUnit.Bytes, StandardUnit.Kilobytes, StandardUnit.Megabytes, StandardUnit.Gigabytes,
        StandardUnit.Terabytes, StandardUnit.Bits, StandardUnit.Kilobits, StandardUnit.Megabits, StandardUnit.Gigabits, StandardUnit.Terabits, StandardUnit.Percent, StandardUnit.Count,
        "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second",
        "Terabits/Second", "Count/Second", StandardUnit.None,
    ];
}
