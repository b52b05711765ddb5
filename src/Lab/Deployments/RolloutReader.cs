using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>
/// Asks the AWS APIs what became of a service deployment. Which stages it went through they do not tell afterwards; a workbook does.
/// </summary>
internal sealed partial class RolloutReader(Aws aws, string cluster, string service)
{
    // So that what came last is seen to last.
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(1);

    private DateTimeOffset _begin;

    /// <param name="deploymentArn">Null for the latest one.</param>
    public async Task<Rollout> ReadAsync(string? deploymentArn, CancellationToken cancellation)
    {
        var found = await aws.DescribeServiceAsync(cluster, service, cancellation);
        var all = await aws.ServiceDeploymentsAsync(cluster, service, cancellation);
        var brief = (deploymentArn is null ? all.FirstOrDefault() : all.Find(each => each.ServiceDeploymentArn == deploymentArn))
            ?? throw new ArgumentException(deploymentArn is null ? $"The service {service} has had no deployment." : $"The service {service} has had no deployment {deploymentArn}.");
        var deployment = (await aws.Ecs.DescribeServiceDeploymentsAsync(new() { ServiceDeploymentArns = [brief.ServiceDeploymentArn] }, cancellation)).ServiceDeployments.Single();
        _begin = Utc(deployment.CreatedAt!.Value);
        var next = all.Where(each => each.CreatedAt > deployment.CreatedAt).Select(each => each.CreatedAt).Min();
        var until = next is { } later ? Utc(later) - _begin : TimeSpan.MaxValue;

        var (from, to) = await DefinitionsAsync(deployment, cancellation);
        var tasks = await TasksAsync(deployment, until, cancellation);
        var (stages, traffic) = deployment.LifecycleStage is null ? ([], []) : await StagesAsync(deployment.ServiceDeploymentArn, until, cancellation);
        var ended = deployment.FinishedAt is { } end ? Utc(end) - _begin : (TimeSpan?)null;
        var last = ended ?? LastOf(tasks, stages, until);
        return new()
        {
            Service = service,
            From = from,
            To = to,
            Status = deployment.Status.Value,
            Reason = deployment.Rollback?.Reason ?? deployment.StatusReason ?? "",
            Rules = RolloutWords.Rules(deployment),
            Length = last + Tail,
            Ended = ended,
            RolledBack = deployment.Rollback?.StartedAt is { } back ? Utc(back) - _begin : null,
            Tasks = tasks,
            Stages = stages,
            Traffic = traffic,
            Events = EventsOf(found, last, until),
        };
    }

    /// <summary>Oldest first; what was said several times at once is there once.</summary>
    private ImmutableArray<(TimeSpan At, string Text)> EventsOf(Service found, TimeSpan last, TimeSpan until) =>
    [
        .. (found.Events ?? []).AsEnumerable().Reverse()
            .Select(each => (At: Utc(each.CreatedAt!.Value) - _begin, Text: RolloutWords.Event(each.Message)))
            .Where(each => each.At >= TimeSpan.Zero && each.At <= last && each.At < until)
            .GroupBy(each => each)
            .Select(same => same.Key with { Text = same.Count() == 1 ? same.Key.Text : string.Create(CultureInfo.InvariantCulture, $"{same.Key.Text.TrimEnd('.')} ({same.Count()} times)") }),
    ];

    private async Task<(ImmutableArray<string> From, string To)> DefinitionsAsync(ServiceDeployment deployment, CancellationToken cancellation)
    {
        var sources = (deployment.SourceServiceRevisions ?? []).Select(each => each.Arn).ToList();
        var answer = await aws.Ecs.DescribeServiceRevisionsAsync(new() { ServiceRevisionArns = [.. sources, deployment.TargetServiceRevision.Arn] }, cancellation);
        var names = (answer.ServiceRevisions ?? []).ToDictionary(each => each.ServiceRevisionArn, each => ArnText.AfterSlash(each.TaskDefinition));
        return ([.. sources.Select(each => names.GetValueOrDefault(each)).OfType<string>()], names.GetValueOrDefault(deployment.TargetServiceRevision.Arn) ?? "");
    }

    /// <summary>
    /// Whose a task is says the deployment that started it (<c>ecs-svc/…</c>): one that had tasks before the service deployment began is an old one, one
    /// whose first task came after the rollback belongs to the way back.
    /// </summary>
    private async Task<ImmutableArray<RolloutTask>> TasksAsync(ServiceDeployment deployment, TimeSpan until, CancellationToken cancellation)
    {
        var tasks = (await aws.Ecs.TasksAsync(cluster, cancellation)).Tasks.Where(task => task.Group == $"service:{service}" && Since(task.CreatedAt)!.Value < until).ToList();
        var first = tasks.GroupBy(task => task.StartedBy ?? "").ToDictionary(each => each.Key, each => each.Min(task => Since(task.CreatedAt)!.Value));
        var rollback = Since(deployment.Rollback?.StartedAt);
        return
        [
            .. tasks
                .Where(task => Since(task.StoppedAt) is not { } stopped || stopped >= TimeSpan.Zero)
                .Select(task => Of(task, first[task.StartedBy ?? ""] is var begun && begun < TimeSpan.Zero ? RolloutSide.Old : begun >= rollback ? RolloutSide.Back : RolloutSide.New))
                .OrderBy(task => task.Side).ThenBy(task => task.Created).ThenBy(task => task.Name, StringComparer.Ordinal),
        ];
    }

    private RolloutTask Of(EcsTask task, RolloutSide side) => new(
        ArnText.AfterSlash(task.TaskArn) is var id && id.Length > 8 ? id[..8] : id, ArnText.AfterSlash(task.TaskDefinitionArn), side,
        Since(task.CreatedAt)!.Value, Since(task.StartedAt), Since(task.StoppingAt), Since(task.StoppedAt), RolloutWords.Failure(task));

    private async Task<(ImmutableArray<(TimeSpan From, string Name)> Stages, ImmutableArray<Reading> Traffic)> StagesAsync(string arn, TimeSpan until, CancellationToken cancellation)
    {
        if (await aws.Workbook.TryStatusAsync(cancellation) is null) return ([], []);
        var steps = (await aws.Workbook.ExplainAsync(arn, cancellation)).Steps.Select(step => (At: step.At - _begin, step.What)).Where(step => step.At >= TimeSpan.Zero && step.At < until).ToList();
        var traffic = steps.Select(step => (step.At, Match: Sent().Match(step.What))).Where(step => step.Match.Success)
            .Select(step => new Reading(step.At, double.Parse(step.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
        return ([.. steps.Where(step => Entered().IsMatch(step.What)).Select(step => (step.At, step.What["enter ".Length..]))], [new(TimeSpan.Zero, 0), .. traffic]);
    }

    /// <summary>Of one that is under way, the time of what happened last: it is the same whenever it is asked for.</summary>
    private static TimeSpan LastOf(ImmutableArray<RolloutTask> tasks, ImmutableArray<(TimeSpan From, string Name)> stages, TimeSpan until) =>
        tasks.SelectMany(task => new[] { task.Created, task.Started, task.Stopping, task.Stopped }.OfType<TimeSpan>()).Concat(stages.Select(stage => stage.From))
            .Where(at => at < until).Append(TimeSpan.FromSeconds(1)).Max();

    private TimeSpan? Since(DateTime? time) => time is { } at ? Utc(at) - _begin : null;

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime());

    [GeneratedRegex(@"^enter ([A-Z_]+)$")]
    private static partial Regex Entered();

    [GeneratedRegex(@"^send ([\d.]+) % of the production traffic")]
    private static partial Regex Sent();
}
