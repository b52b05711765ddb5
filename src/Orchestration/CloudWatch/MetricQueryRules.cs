using System.Text.RegularExpressions;
using Workbook.Orchestration.CloudWatch.MetricMath;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>What the queries of GetMetricData and of alarms may look like.</summary>
public static partial class MetricQueryRules
{
    /// <exception cref="ApiException">ValidationError, in CloudWatch's words.</exception>
    public static void Check(ValueList<MetricDataQuery> queries)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in queries)
        {
            if (!Id().IsMatch(query.Id!))
                throw Error($"The value {query.Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
            if (!seen.Add(query.Id!)) throw Error($"The id {query.Id} is used more than once: ids in MetricDataQueries must be unique.");
            if (query.MetricStat is null == query.Expression is null)
                throw Error($"The query {query.Id} must have either MetricStat or Expression, and not both.");
            if (query.MetricStat is { } stat) Check(query.Id!, stat);
            else if (query.Period is { } period) CheckPeriod(period);
        }
        CheckCircles(queries);
        if (queries.All(query => query.ReturnData == false)) throw Error("At least one query must have ReturnData set to true.");
    }

    /// <exception cref="ApiException">ValidationError: the period is none of CloudWatch's.</exception>
    public static void CheckPeriod(int seconds)
    {
        if (seconds is not (1 or 5 or 10 or 20 or 30) && (seconds <= 0 || seconds % 60 != 0)) throw Error("Period must be 1, 5, 10, 20, 30, or a multiple of 60 seconds.");
        if (seconds > 86_400) throw Error("Period must not be greater than 86400 seconds.");
    }

    internal static MathNode Parsed(MetricDataQuery query)
    {
        if (query.Expression!.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            throw Refused(query, "Metrics Insights queries are not implemented by ECS Workbook");
        try
        {
            return MathParser.Parse(query.Expression);
        }
        catch (MathException error)
        {
            throw Refused(query, error.Message);
        }
    }

    internal static ApiException Refused(MetricDataQuery query, string why) => Error($"Error in expression '{query.Id}' [{why}]");

    private static void Check(string id, MetricStat stat)
    {
        if (stat.Metric is not { Namespace: not null, MetricName: not null }) throw Error($"The metric of the query {id} needs a Namespace and a MetricName.");
        if (MetricStatistic.Parse(stat.Stat) is null)
            throw Error($"The value {stat.Stat} for parameter MetricDataQueries.member.MetricStat.Stat is not a valid statistic.");
        CheckPeriod(stat.Period!.Value);
    }

    private static void CheckCircles(ValueList<MetricDataQuery> queries)
    {
        var metrics = queries.Where(query => query.MetricStat is not null).Select(query => query.Id!).ToValueList();
        var needs = queries.Where(query => query.Expression is not null)
            .ToDictionary(query => query.Id!, query => MathEvaluator.IdsOf(Parsed(query), metrics).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var query in queries.Where(query => query.Expression is not null))
        {
            foreach (var unknown in needs[query.Id!].Where(id => !needs.ContainsKey(id) && !metrics.Contains(id))) throw Refused(query, $"Undefined variable {unknown}");
        }
        // What needs nothing that is left can be taken away; what never can is part of a circle.
        while (needs.Count > 0)
        {
            var free = needs.Where(pair => !pair.Value.Any(needs.ContainsKey)).Select(pair => pair.Key).ToList();
            if (free.Count == 0) throw Error($"The expressions {string.Join(", ", needs.Keys.Order(StringComparer.Ordinal))} refer to each other in a circle.");
            foreach (var id in free) needs.Remove(id);
        }
    }

    private static ApiException Error(string message) => CloudWatchErrors.Create("ValidationError", message);

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
