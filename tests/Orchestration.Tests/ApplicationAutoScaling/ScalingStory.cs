using System.Globalization;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.CloudWatch;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>
/// A service with policies, minute by minute: its metric is written, its alarms are evaluated as the engine evaluates them, and what became of its
/// desired count is noted with the minute.
/// </summary>
internal sealed class ScalingStory
{
    public const string Resource = "service/default/web";

    private readonly RecordedData _data = new();
    private readonly List<string> _lines = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _ids;

    /// <summary>A service that runs, within bounds.</summary>
    public ScalingStory(int desired, int least, int most)
    {
        Service.Define();
        Service.Create(desired);
        Service.Settle();
        Register(new() { MinCapacity = least, MaxCapacity = most });
        // Minute 0 begins with a whole minute.
        Service.After(Retention.Floor(Service.Now, TimeSpan.FromMinutes(1)).AddMinutes(1) - Service.Now);
        Start = Service.Now;
    }

    public ServiceStory Service { get; } = new();

    public World World => Service.World;

    public DateTimeOffset Start { get; }

    /// <summary>How many whole minutes have passed.</summary>
    public int Minute => (int)(Service.Now - Start).TotalMinutes;

    public int Desired => Service.Web.DesiredCount;

    public int Running => Service.Healthy;

    public AasScalableTarget Target => World.ScalableTargets[Resource];

    /// <summary>What became of the desired count, with the minutes.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Oldest first.</summary>
    public IEnumerable<AasScalingActivity> Activities => World.TargetActivities.Values;

    public void Register(RegisterScalableTargetRequest request)
    {
        var id = NextId();
        Service.Change(world => ScalableTargets.Register(world, request with { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = "ecs:service:DesiredCount" }, id, Service.Now).World);
        Note();
    }

    public AasScalingPolicy Put(string name, StepScalingPolicyConfiguration steps) => Put(new() { PolicyName = name, PolicyType = "StepScaling", StepScalingPolicyConfiguration = steps });

    public AasScalingPolicy Put(string name, TargetTrackingScalingPolicyConfiguration tracking) => Put(new() { PolicyName = name, PolicyType = "TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration = tracking });

    public AasScalingPolicy Put(PutScalingPolicyRequest request)
    {
        var ids = new PolicyIds(NextId(), NextId(), NextId(), NextId());
        Service.Change(world => ScalingPolicies.Put(world, request with { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = "ecs:service:DesiredCount" }, ids, Service.Now).World);
        return World.ScalingPolicies[AasScalingPolicy.KeyOf(Resource, request.PolicyName!)];
    }

    public void Schedule(PutScheduledActionRequest request)
    {
        var id = NextId();
        Service.Change(world => ScheduledActions.Put(world, request with { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = "ecs:service:DesiredCount" }, id, Service.Now));
    }

    /// <summary>An alarm on one minute of <c>Shop/Load</c> that invokes a policy.</summary>
    public void PutAlarm(string name, AasScalingPolicy policy, string comparison, double threshold) => Service.Change(world => AlarmSetting.Put(
        world,
        new PutMetricAlarmRequest
        {
            AlarmName = name, Namespace = "Shop", MetricName = "Load", Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = threshold, ComparisonOperator = comparison,
            AlarmActions = [policy.Arn(world.Scope)],
        },
        Service.Now));

    public static MetricId Cpu { get; } = MetricId.Of("AWS/ECS", "CPUUtilization", ("ClusterName", "default"), ("ServiceName", "web"));

    public static MetricId Memory { get; } = MetricId.Of("AWS/ECS", "MemoryUtilization", ("ClusterName", "default"), ("ServiceName", "web"));

    public static MetricId Load { get; } = MetricId.Of("Shop", "Load");

    /// <summary>Minutes pass. In each a service with so much load has its CPU shared by the tasks that run when the minute ends: 160 among 2 → 80 percent.</summary>
    public void Share(double load, int minutes)
    {
        for (var i = 0; i < minutes; i++) Pass(() => (Cpu, Running == 0 ? null : load / Running));
    }

    /// <summary>Minutes pass, each with this value of a metric; null for none.</summary>
    public void Measure(MetricId metric, params double?[] values)
    {
        foreach (var value in values) Pass(() => (metric, value));
    }

    /// <summary>One minute passes, with values of several metrics.</summary>
    public void Pass(params Func<(MetricId Metric, double? Value)>[] measured)
    {
        var minute = Service.Now;
        Service.After(TimeSpan.FromMinutes(1));
        Note();
        foreach (var (metric, value) in measured.Select(each => each()))
        {
            if (value is { } number) _data.Add(metric, minute, Aggregate.Of(number));
        }
        Evaluate();
        Note();
    }

    // As the engine's AlarmEvaluator does: changes of state first, then what all alarms say.
    private void Evaluate()
    {
        var (world, now) = (World, Service.Now);
        var (observations, readings) = (new List<Observation>(), new List<AlarmReading>());
        foreach (var alarm in world.Alarms.Values.Where(alarm => alarm.Metric is not null && now > alarm.ConfiguredAt))
        {
            if (AlarmEvaluation.Evaluate(alarm, _data, now) is not { } found) continue;
            if (found.State != alarm.State) observations.Add(new AlarmEvaluated(alarm.Name, alarm.ConfiguredAt, found.Say()));
            if (Invocations.Invokes(world, alarm, found.State)) readings.Add(new(alarm.Name, found.State, alarm.Metric!.Threshold!.Value, found.Values));
        }
        Service.See([.. observations, new PoliciesInvoked(readings.ToValueList())]);
    }

    private void Note()
    {
        foreach (var activity in Activities.Where(activity => _told.Add(activity.Key)))
        {
            var what = activity.NotScaledReasons is { } reasons ? string.Join(", ", reasons.Select(reason => reason.Code)) : activity.Description;
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Minute:00} {what} {Short(activity.Cause)}"));
        }
    }

    private static string Short(string cause) => cause
        .Replace("monitor alarm ", "", StringComparison.Ordinal).Replace(" in state ALARM triggered policy ", " → ", StringComparison.Ordinal)
        .Replace("TargetTracking-service/default/web-", "", StringComparison.Ordinal) is var text && text.IndexOf("-0000", StringComparison.Ordinal) is > 0 and var id
            ? text[..id] + text[(id + 33)..] : cause.Replace("monitor alarm ", "", StringComparison.Ordinal).Replace(" in state ALARM triggered policy ", " → ", StringComparison.Ordinal);

    private string NextId() => (++_ids).ToString("x32", CultureInfo.InvariantCulture);
}
