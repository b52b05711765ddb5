using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Why an alarm is in a state, in CloudWatch's words and as its JSON.</summary>
/// <param name="configuration">What was asked for.</param>
/// <param name="considered">The data points that were looked at, newest first.</param>
/// <param name="missing">How many more were needed.</param>
/// <param name="at">When.</param>
internal sealed class AlarmReasons(PutMetricAlarmRequest configuration, List<EvaluatedPoint> considered, int missing, DateTimeOffset at)
{
    // So many are listed within the sentence; more come behind it.
    private const int Inline = 4, Listed = 5;

    private int Periods => configuration.EvaluationPeriods!.Value;

    /// <summary>The data points speak for themselves.</summary>
    public AlarmVerdict Crossed(string state)
    {
        var alarm = state == StateValue.Alarm;
        var telling = considered.Where(point => AlarmEvaluation.IsBreaching(configuration, point.Value) == alarm).ToList();
        var needed = configuration.DatapointsToAlarm ?? Periods;
        var least = alarm ? needed : Periods - needed + 1;
        var list = string.Join(", ", telling.Take(Listed).Select(point => $"{AlarmWords.Number(point.Value)} ({AlarmWords.Short(point.At)})"));
        var verb = $"{(telling.Count == 1 ? "was" : "were")}{(alarm ? "" : " not")} {AlarmWords.Comparison(configuration.ComparisonOperator!)} the threshold ({AlarmWords.Number(configuration.Threshold!.Value)})";
        var transition = $"(minimum {least} datapoint{(least == 1 ? "" : "s")} for {(alarm ? "OK -> ALARM" : "ALARM -> OK")} transition)";
        var count = $"{telling.Count} out of the last {considered.Count} datapoints";
        return new(state, telling.Count <= Inline
            ? $"Threshold Crossed: {count} [{list}] {verb} {transition}."
            : $"Threshold Crossed: {count} {verb}. The most recent datapoints which {(alarm ? "crossed the threshold" : "did not cross the threshold")}: [{list}] {transition}.", Data());
    }

    /// <summary>What is missing decides.</summary>
    /// <param name="as"><c>Breaching</c> or <c>NonBreaching</c>.</param>
    public AlarmVerdict Filled(string state, string @as) => new(
        state,
        $"Threshold Crossed: {AlarmWords.Datapoints(considered.Count)} received for {Periods} period{(Periods == 1 ? "" : "s")} and {AlarmWords.Datapoints(missing, "missing datapoint")} treated as [{@as}].",
        Data());

    /// <summary>There is nothing to go by.</summary>
    public AlarmVerdict Unknown() => new(StateValue.InsufficientData, $"Insufficient Data: {AlarmWords.Datapoints(Periods)} unknown.", Data());

    private string Data() => AlarmWords.Json(json =>
    {
        json.WriteString("version", "1.0");
        json.WriteString("queryDate", AlarmWords.Iso(at));
        if (considered.Count > 0) json.WriteString("startDate", AlarmWords.Iso(considered[^1].At));
        if (configuration.Unit is { } unit) json.WriteString("unit", unit);
        if ((configuration.Statistic ?? configuration.ExtendedStatistic) is { } statistic) json.WriteString("statistic", statistic);
        json.WriteNumber("period", (long)AlarmEvaluation.Period(configuration).TotalSeconds);
        json.WriteStartArray("recentDatapoints");
        foreach (var point in Enumerable.Reverse(considered)) json.WriteRawValue(AlarmWords.Number(point.Value));
        json.WriteEndArray();
        json.Number("threshold", configuration.Threshold!.Value);
        json.WriteStartArray("evaluatedDatapoints");
        foreach (var point in considered)
        {
            json.WriteStartObject();
            json.WriteString("timestamp", AlarmWords.Iso(point.At));
            if (point.Samples is { } samples) json.Number("sampleCount", samples);
            json.Number("value", point.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
