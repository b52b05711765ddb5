using System.Collections.Immutable;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<RunTaskResponse> RunTaskAsync(RunTaskRequest request, RequestContext context)
    {
        var ids = resourceIds.NewIds(Math.Clamp(request.Count ?? 1, 0, RunTask.MostTasks));
        return Write(context, (world, now) =>
        {
            var result = RunTask.Apply(world, request, ids, now);
            return (result.World, new RunTaskResponse { Tasks = Render(result), Failures = result.Failures });
        });
    }

    public ValueTask<StartTaskResponse> StartTaskAsync(StartTaskRequest request, RequestContext context)
    {
        var ids = resourceIds.NewIds(Math.Min(request.ContainerInstances?.Count ?? 0, StartTask.MostInstances));
        return Write(context, (world, now) =>
        {
            var result = StartTask.Apply(world, request, ids, now);
            return (result.World, new StartTaskResponse { Tasks = Render(result), Failures = result.Failures });
        });
    }

    public ValueTask<StopTaskResponse> StopTaskAsync(StopTaskRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, task) = StopTask.Apply(world, request, now);
            return (next, new StopTaskResponse { Task = TaskView.Of(next, task, withTags: true) });
        });

    public ValueTask<DescribeTasksResponse> DescribeTasksAsync(DescribeTasksRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (request.Tasks is not { Count: > 0 } identifiers) throw EcsErrors.InvalidParameter("Tasks cannot be empty.");
        if (identifiers.Count > MostDescribed) throw EcsErrors.InvalidParameter("Tasks can have at most 100 items.");
        var withTags = request.Include?.Contains(TaskField.Tags) == true;
        var tasks = new List<TaskShape>(identifiers.Count);
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            if (TaskIdentifiers.Find(world, cluster.Name, identifier) is { } task) tasks.Add(TaskView.Of(world, task, withTags));
            else failures.Add(new() { Arn = Arn.Task(world.Scope, cluster.Name, TaskIdentifiers.IdOf(world, cluster.Name, identifier)).ToString(), Reason = "MISSING" });
        }
        return Answer(new DescribeTasksResponse { Tasks = tasks.ToValueList(), Failures = failures.ToValueList() });
    }

    public ValueTask<ListTasksResponse> ListTasksAsync(ListTasksRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        var all = TaskBuckets.All(cluster.Name, request.DesiredStatus ?? DesiredStatus.Running);
        var page = Paging.Of(
            Candidates(world, cluster, all, request),
            request.NextToken,
            request.MaxResults,
            id => world.Tasks[id] is var task && Matches(task, request) ? Arn.Task(world.Scope, cluster.Name, id).ToString() : null,
            EcsErrors.InvalidParameter);
        return Answer(new ListTasksResponse { TaskArns = page.Items, NextToken = page.NextToken });
    }

    /// <summary>The keys of the narrowest index that the filters name.</summary>
    private static ImmutableSortedSet<string> Candidates(World world, ClusterState cluster, string all, ListTasksRequest request)
    {
        if (request.ServiceName is { } name)
        {
            var service = ServiceIdentifiers.Find(world, cluster.Name, name) ?? throw EcsErrors.ServiceNotFound("Service not found.");
            return world.TaskIndex[TaskBuckets.By(all, "service", service.Name)];
        }
        if (request.ContainerInstance is { } identifier)
        {
            var instance = InstanceRules.Find(world, cluster.Name, identifier) ?? throw EcsErrors.InvalidParameter("The specified container instance does not exist.");
            return world.TaskIndex[TaskBuckets.By(all, "instance", instance.Id)];
        }
        if (request.StartedBy is { } startedBy) return world.TaskIndex[TaskBuckets.By(all, "startedBy", startedBy)];
        if (request.Family is { } family) return world.TaskIndex[TaskBuckets.By(all, "family", family)];
        return world.TaskIndex[all];
    }

    private static bool Matches(EcsTask task, ListTasksRequest request) =>
        (request.StartedBy is null || task.StartedBy == request.StartedBy)
        && (request.Family is null || task.Family == request.Family)
        && (request.LaunchType is null || task.LaunchType == request.LaunchType);

    private static ValueList<TaskShape> Render(LaunchResult result) =>
        result.Tasks.Select(task => TaskView.Of(result.World, task, withTags: true)).ToValueList();
}
