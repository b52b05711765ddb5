using System.Diagnostics;
using Amazon.ECS;
using Amazon.ECS.Model;
using Docker.DotNet.Models;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook.Benchmarks.Chaos;

/// <summary>
/// Compares what was acknowledged, what ECS says and what Docker has. Nothing of it may differ once the services are steady:
/// desired counts hold, nothing is orphaned, nothing acknowledged is lost.
/// </summary>
internal sealed class Audit(ChaosStage stage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until nothing differs.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="ChaosException">It never comes to it.</exception>
    public async Task<TimeSpan> SettledAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var differences = await DifferencesAsync();
            if (differences.Count == 0) return watch.Elapsed;
            if (watch.Elapsed > Patience) throw new ChaosException($"After {ChaosStage.Seconds(watch.Elapsed)}: {string.Join("; ", differences)}");
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    /// <summary>Every acknowledged task definition is there.</summary>
    public async Task DefinitionsAsync()
    {
        foreach (var definition in stage.Ledger.Definitions)
        {
            var found = (await stage.Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = definition })).TaskDefinition;
            if (found.TaskDefinitionArn != definition) throw new ChaosException($"{definition} was acknowledged and is {found.TaskDefinitionArn}");
        }
    }

    private async Task<List<string>> DifferencesAsync()
    {
        var differences = await ServicesAsync();
        var running = await TasksAsync("RUNNING");
        var stopped = await TasksAsync("STOPPED");
        differences.AddRange(running.Where(task => task.LastStatus != "RUNNING").Select(task => $"{task.TaskArn} is {task.LastStatus}"));
        differences.AddRange(stopped.Where(task => task.LastStatus != "STOPPED").Select(task => $"{task.TaskArn} is {task.LastStatus} and has to stop"));
        foreach (var (service, count) in ChaosLoad.Services)
        {
            var own = running.Where(task => task.Group == $"service:{service}").ToList();
            if (stage.Ledger.HasService(service) && (own.Count != count || own.Any(task => !stage.Ledger.MayRun(service, task.TaskDefinitionArn))))
                differences.Add($"{service} has {string.Join(", ", own.Select(task => $"{Ledger.IdOf(task.TaskArn)} of {Ledger.IdOf(task.TaskDefinitionArn)}"))}");
        }
        differences.AddRange(LedgerDifferences([.. running, .. stopped]));
        if (differences.Count == 0) await CompareWithDockerAsync(running, differences);
        return differences;
    }

    private async Task<List<string>> ServicesAsync()
    {
        var described = await stage.Ecs.DescribeServicesAsync(new() { Services = [.. ChaosLoad.Services.Keys] });
        var differences = new List<string>();
        foreach (var service in described.Services ?? [])
        {
            if (service.RunningCount != service.DesiredCount || service.PendingCount != 0 || service.Deployments.Count != 1 || service.Deployments[0].RolloutState != DeploymentRolloutState.COMPLETED)
                differences.Add($"{service.ServiceName} wants {service.DesiredCount}, runs {service.RunningCount}, {service.PendingCount} pending, {service.Deployments.Count} deployments: {service.Events?.FirstOrDefault()?.Message}");
            if (!stage.Ledger.MayRun(service.ServiceName, service.TaskDefinition)) differences.Add($"{service.ServiceName} is at {service.TaskDefinition}, not at the newest that was acknowledged");
        }
        return differences;
    }

    private async Task<List<EcsTask>> TasksAsync(string desiredStatus)
    {
        var arns = new List<string>();
        string? next = null;
        do
        {
            var page = await stage.Ecs.ListTasksAsync(new() { DesiredStatus = desiredStatus, NextToken = next });
            arns.AddRange(page.TaskArns ?? []);
            next = page.NextToken;
        }
        while (next is not null);
        var tasks = new List<EcsTask>();
        foreach (var some in arns.Chunk(100)) tasks.AddRange((await stage.Ecs.DescribeTasksAsync(new() { Tasks = [.. some] })).Tasks ?? []);
        return tasks;
    }

    private IEnumerable<string> LedgerDifferences(List<EcsTask> all)
    {
        var known = new Dictionary<string, EcsTask>();
        // One that was asked to stop between the two questions is in both answers; the later one counts.
        foreach (var task in all) known[task.TaskArn] = task;
        foreach (var arn in stage.Ledger.Tasks)
        {
            if (!known.TryGetValue(arn, out var task)) yield return $"{arn} was acknowledged and is unknown";
            else if (stage.Ledger.WrongWith(arn, task.LastStatus) is { } wrong) yield return $"{wrong} ({task.StoppedReason})";
        }
    }

    private async Task CompareWithDockerAsync(List<EcsTask> running, List<string> differences)
    {
        var containers = await stage.Docker.ContainersAsync(stage.EngineId);
        var pauses = containers.Where(IsPause).ToList();
        // A container that is not essential may have ended; it stays until its task ends, unless somebody removes it.
        var ended = running.SelectMany(task => task.Containers).Where(container => container.LastStatus == "STOPPED").Select(container => container.RuntimeId).ToHashSet();
        var others = containers.Where(container => container.State != "exited" || !ended.Contains(container.ID)).ToList();
        Compare("container", [.. running.SelectMany(task => task.Containers).Where(container => container.LastStatus == "RUNNING").Select(container => container.RuntimeId)], [.. others.Except(pauses).Select(container => container.ID)]);
        Compare("pause container of", [.. running.Where(SharesInterface).Select(task => Ledger.IdOf(task.TaskArn))], [.. pauses.Select(pause => pause.Labels["workbook.task"])]);
        differences.AddRange(others.Where(container => container.State != "running").Select(container => $"container {container.ID} is {container.State}"));
        Compare("volume of", [.. running.Select(task => Ledger.IdOf(task.TaskArn))], await stage.Docker.VolumesAsync(stage.EngineId));
        Compare("control group of", [], DockerSide.EmptyGroups(stage.EngineId));
        Compare("network", [$"workbook-{stage.EngineId}"], await stage.Docker.NetworksAsync(stage.EngineId));

        void Compare(string what, IReadOnlyList<string> wanted, IReadOnlyList<string> found)
        {
            differences.AddRange(wanted.Except(found).Select(each => $"{what} {each} is missing"));
            differences.AddRange(found.Except(wanted).Select(each => $"{what} {each} is nobody's"));
            differences.AddRange(found.GroupBy(each => each).Where(same => same.Count() > 1).Select(same => $"{what} {same.Key} is there {same.Count()} times"));
        }
    }

    private static bool IsPause(ContainerListResponse container) => container.Labels["workbook.container"] == DockerSide.Pause;

    private static bool SharesInterface(EcsTask task) => task.Containers.Count > 1 && task.Attachments?.Any(attachment => attachment.Type == "ElasticNetworkInterface") == true;
}
