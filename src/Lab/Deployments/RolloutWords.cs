using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>What the picture of a service deployment says.</summary>
internal static partial class RolloutWords
{
    /// <summary>Such as <c>ROLLING, 100 % to 200 % of the desired tasks; circuit breaker: TRIGGERED, 3 of 3 failures</c>.</summary>
    public static string Rules(ServiceDeployment deployment)
    {
        var rules = deployment.DeploymentConfiguration;
        var strategy = rules?.Strategy?.Value ?? "ROLLING";
        var words = strategy switch
        {
            "ROLLING" => string.Create(CultureInfo.InvariantCulture, $"{strategy}, {rules?.MinimumHealthyPercent} % to {rules?.MaximumPercent} % of the desired tasks"),
            "LINEAR" => string.Create(CultureInfo.InvariantCulture, $"{strategy}, {rules?.LinearConfiguration?.StepPercent:0.#} % every {rules?.LinearConfiguration?.StepBakeTimeInMinutes} min, bake time {rules?.BakeTimeInMinutes ?? 0} min"),
            "CANARY" => string.Create(CultureInfo.InvariantCulture, $"{strategy}, {rules?.CanaryConfiguration?.CanaryPercent:0.#} % for {rules?.CanaryConfiguration?.CanaryBakeTimeInMinutes} min, bake time {rules?.BakeTimeInMinutes ?? 0} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{strategy}, bake time {rules?.BakeTimeInMinutes ?? 0} min"),
        };
        if (deployment.DeploymentCircuitBreaker is { } breaker && breaker.Status != "DISABLED")
            words += string.Create(CultureInfo.InvariantCulture, $"; circuit breaker: {breaker.Status}, {breaker.FailureCount} of {breaker.Threshold} failures");
        if (deployment.Alarms?.TriggeredAlarmNames is { Count: > 0 } alarms) words += $"; alarm: {string.Join(", ", alarms)}";
        return words;
    }

    /// <summary>A stop that the service wanted is no failure.</summary>
    public static string Failure(EcsTask task) =>
        task.StoppedReason?.Contains("health check", StringComparison.OrdinalIgnoreCase) == true ? "failed health checks"
        : task.StopCode?.Value is { } code and not ("ServiceSchedulerInitiated" or "UserInitiated") ? code : "";

    /// <summary><c>(service web) registered 1 targets in (target-group arn:…:targetgroup/green/2e20…)</c> → <c>registered 1 targets in green</c>.</summary>
    public static string Event(string message) => TargetGroup().Replace(TextLines.ShortIds(ServiceName().Replace(message, "")), "$1");

    public static string Title(Rollout rollout) => rollout.From.IsEmpty ? $"{rollout.Service}: {rollout.To}" : $"{rollout.Service}: {string.Join(", ", rollout.From)} → {rollout.To}";

    /// <summary>For who cannot see the picture.</summary>
    public static IEnumerable<string> Lines(Rollout rollout)
    {
        yield return $"{Title(rollout)}: {rollout.Status}";
        if (rollout.Reason.Length > 0) yield return $"  {rollout.Reason}";
        yield return $"  {rollout.Rules}";
        foreach (var task in rollout.Tasks)
        {
            var life = new[] { ("runs", task.Started), ("is told to stop", task.Stopping), ("has stopped", task.Stopped) }
                .Where(each => each.Item2 is { } at && at >= TimeSpan.Zero && at <= rollout.Length).Select(each => $"{each.Item1} at {MomentAxis.NameOf(each.Item2!.Value)}");
            var born = task.Created < TimeSpan.Zero ? "was there" : $"starts at {MomentAxis.NameOf(task.Created)}";
            yield return $"  task {task.Name} of {task.Definition}: {string.Join(", ", [born, .. life])}{(task.Failure.Length > 0 ? $", {task.Failure}" : "")}";
        }
        foreach (var (at, name) in rollout.Stages) yield return $"{MomentAxis.NameOf(at),12}  stage {name}";
        foreach (var each in rollout.Traffic.Skip(1)) yield return string.Create(CultureInfo.InvariantCulture, $"{MomentAxis.NameOf(each.At),12}  {each.Value:0.#} % of the production traffic to {rollout.To}");
        foreach (var (at, text) in rollout.Events) yield return $"{MomentAxis.NameOf(at),12}  {text}";
    }

    [GeneratedRegex(@"^\(service [^)]*\),? ?")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"\(target-group arn:[^)]*:targetgroup/([^/)]+)/[^)]*\)")]
    private static partial Regex TargetGroup();
}
