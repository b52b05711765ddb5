using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Alarms as the API shows them.</summary>
internal static class AlarmView
{
    public static MetricAlarm Metric(CwAlarm alarm, AccountRegion scope)
    {
        var asked = alarm.Metric!;
        return Brief(alarm, scope) with
        {
            AlarmDescription = asked.AlarmDescription,
            AlarmConfigurationUpdatedTimestamp = alarm.ConfiguredAt,
            ActionsEnabled = asked.ActionsEnabled,
            OKActions = asked.OKActions,
            AlarmActions = asked.AlarmActions,
            InsufficientDataActions = asked.InsufficientDataActions,
            StateReason = alarm.Reason,
            StateReasonData = alarm.ReasonData,
            StateUpdatedTimestamp = alarm.StateUpdatedAt,
            StateTransitionedTimestamp = alarm.StateTransitionedAt,
            MetricName = asked.MetricName,
            Namespace = asked.Namespace,
            Statistic = asked.Statistic,
            ExtendedStatistic = asked.ExtendedStatistic,
            Dimensions = asked.Dimensions ?? [],
            Period = asked.Period,
            Unit = asked.Unit,
            EvaluationPeriods = asked.EvaluationPeriods,
            DatapointsToAlarm = asked.DatapointsToAlarm,
            Threshold = asked.Threshold,
            ComparisonOperator = asked.ComparisonOperator,
            TreatMissingData = asked.TreatMissingData,
            EvaluateLowSampleCountPercentile = asked.EvaluateLowSampleCountPercentile,
            Metrics = asked.Metrics,
            EvaluationWindow = asked.EvaluationWindow,
            ActionConfiguration = asked.ActionConfiguration,
        };
    }

    /// <summary>As relatives of another alarm are shown.</summary>
    public static MetricAlarm Brief(CwAlarm alarm, AccountRegion scope) => new() { AlarmName = alarm.Name, AlarmArn = alarm.Arn(scope), StateValue = alarm.State };

    public static CompositeAlarm Composite(CwAlarm alarm, AccountRegion scope, bool brief)
    {
        var (asked, shown) = (alarm.Composite!, new CompositeAlarm { AlarmName = alarm.Name, AlarmArn = alarm.Arn(scope), StateValue = alarm.State });
        return brief ? shown : shown with
        {
            ActionsEnabled = asked.ActionsEnabled,
            AlarmActions = asked.AlarmActions,
            AlarmConfigurationUpdatedTimestamp = alarm.ConfiguredAt,
            AlarmDescription = asked.AlarmDescription,
            AlarmRule = asked.AlarmRule,
            InsufficientDataActions = asked.InsufficientDataActions,
            OKActions = asked.OKActions,
            StateReason = alarm.Reason,
            StateReasonData = alarm.ReasonData,
            StateUpdatedTimestamp = alarm.StateUpdatedAt,
            StateTransitionedTimestamp = alarm.StateTransitionedAt,
            ActionsSuppressedBy = alarm.SuppressedBy,
            ActionsSuppressedReason = alarm.SuppressedBy is { } by ? $"Actions suppressed by {by}" : null,
            ActionsSuppressor = asked.ActionsSuppressor,
            ActionsSuppressorWaitPeriod = asked.ActionsSuppressorWaitPeriod,
            ActionsSuppressorExtensionPeriod = asked.ActionsSuppressorExtensionPeriod,
            ActionConfiguration = asked.ActionConfiguration,
        };
    }
}
