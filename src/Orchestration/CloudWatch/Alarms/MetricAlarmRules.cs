using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>What PutMetricAlarm takes, and which defaults it fills in.</summary>
internal static class MetricAlarmRules
{
    private const int Day = 86_400, MostMetrics = 10;

    private static readonly string[] Compares =
    [
        ComparisonOperator.GreaterThanOrEqualToThreshold, ComparisonOperator.GreaterThanThreshold, ComparisonOperator.LessThanThreshold, ComparisonOperator.LessThanOrEqualToThreshold,
    ];

    /// <exception cref="ApiException">ValidationError, in CloudWatch's words.</exception>
    public static PutMetricAlarmRequest Check(PutMetricAlarmRequest request)
    {
        Refuse(request);
        if (request.ComparisonOperator is null) throw Missing("ComparisonOperator");
        if (request.EvaluationPeriods is null) throw Missing("EvaluationPeriods");
        if (request.Threshold is not { } threshold) throw Missing("Threshold");
        if (!double.IsFinite(threshold)) throw Error("The parameter Threshold must be a finite number.");
        if (request.DatapointsToAlarm > request.EvaluationPeriods) throw Error("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
        if (request.TreatMissingData is not (null or "breaching" or "notBreaching" or "ignore" or "missing"))
            throw Error($"Option {request.TreatMissingData} is not supported for TreatMissingData parameter. Supported options: [breaching, notBreaching, ignore, missing]");
        if (request.EvaluateLowSampleCountPercentile is not (null or "evaluate" or "ignore"))
            throw Error($"Option {request.EvaluateLowSampleCountPercentile} is not supported. The supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.");
        if (request.Metrics is { } queries) CheckExpression(request, queries);
        else CheckMetric(request);
        CheckSpan(request);
        CheckActions(request.AlarmActions, request.OKActions, request.InsufficientDataActions);
        return request with
        {
            ActionsEnabled = request.ActionsEnabled ?? true,
            AlarmActions = request.AlarmActions ?? [],
            OKActions = request.OKActions ?? [],
            InsufficientDataActions = request.InsufficientDataActions ?? [],
            Dimensions = request.Metrics is null ? request.Dimensions ?? [] : null,
        };
    }

    public static void CheckActions(params ReadOnlySpan<ValueList<string>?> actions)
    {
        foreach (var list in actions)
        {
            foreach (var action in list ?? [])
            {
                if (!action.StartsWith("arn:", StringComparison.Ordinal) || action.Split(':').Length < 6) throw Error($"Invalid arn syntax: {action}");
            }
        }
    }

    private static void Refuse(PutMetricAlarmRequest request)
    {
        if (request.EvaluationCriteria is not null || request.EvaluationInterval is not null) throw NotServed("alarms on PromQL queries");
        if (request.ThresholdMetricId is not null || (request.ComparisonOperator is { } comparison && !Compares.Contains(comparison))) throw NotServed("alarms on anomaly detection");
        if (request.EvaluationWindow is { WallClockWindow: not null }) throw NotServed("wall clock evaluation windows");
        if (request.WarmUpConfiguration is not null) throw NotServed("warm-up periods of alarms");
    }

    private static void CheckMetric(PutMetricAlarmRequest request)
    {
        if (request.MetricName is null) throw Missing("MetricName");
        if (request.Namespace is null) throw Missing("Namespace");
        if (request.Period is not { } period) throw Missing("Period");
        if (period is 1 or 5) throw Error("Period must be 10, 20, 30, or a multiple of 60 seconds.");
        MetricQueryRules.CheckPeriod(period);
        if (request.Statistic is null == request.ExtendedStatistic is null)
            throw Error(request.Statistic is null ? "Either Statistic or ExtendedStatistic must be specified." : "Statistic and ExtendedStatistic are mutually exclusive.");
        if (request.ExtendedStatistic is { } extended && MetricStatistic.Parse(extended) is not { IsSimple: false })
            throw Error($"The value {extended} for parameter ExtendedStatistic is not supported.");
        if (request.EvaluateLowSampleCountPercentile is not null && MetricStatistic.Parse(request.ExtendedStatistic) is not { IsPercentile: true })
            throw Error("EvaluateLowSampleCountPercentile is only supported for percentile statistics.");
    }

    private static void CheckExpression(PutMetricAlarmRequest request, ValueList<MetricDataQuery> queries)
    {
        if (request.MetricName is not null || request.Namespace is not null || request.Dimensions is not null || request.Period is not null || request.Unit is not null
            || request.Statistic is not null || request.ExtendedStatistic is not null)
            throw Error("Metrics list and the parameters MetricName, Namespace, Dimensions, Period, Unit, Statistic and ExtendedStatistic are mutually exclusive.");
        if (queries.Count is 0 or > MostMetrics * 2) throw Error($"Metrics list must contain between 1 and {MostMetrics * 2} elements.");
        MetricQueryRules.Check(queries);
        if (queries.All(query => query.MetricStat is null)) throw Error("The expression for an alarm must include at least one metric.");
        if (queries.Count(query => query.ReturnData != false) != 1) throw Error("Exactly one element of the metrics list should return data.");
    }

    // A day for periods below an hour, a week for others.
    private static void CheckSpan(PutMetricAlarmRequest request)
    {
        var period = AlarmEvaluation.Period(request).TotalSeconds;
        var span = period * request.EvaluationPeriods!.Value;
        if (period < 3600 && span > Day) throw Error("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).");
        if (span > 7 * Day) throw Error("Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).");
    }

    private static ApiException NotServed(string what) => CloudWatchErrors.Create("ValidationError", $"ECS Workbook does not implement {what} yet.");

    private static ApiException Missing(string name) => Error($"The parameter {name} is required.");

    private static ApiException Error(string message) => CloudWatchErrors.Create("ValidationError", message);
}
