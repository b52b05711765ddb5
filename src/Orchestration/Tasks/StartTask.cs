using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>StartTask: one task on each of the container instances that the caller names.</summary>
public static class StartTask
{
    public const int MostInstances = 10;

    /// <param name="ids">A fresh id for each named instance.</param>
    /// <exception cref="ApiException">The request breaks a rule; nothing has started.</exception>
    public static LaunchResult Apply(World world, StartTaskRequest request, IReadOnlyList<string> ids, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var instances = request.ContainerInstances ?? [];
        if (instances.Count == 0) throw EcsErrors.InvalidParameter("Container instances cannot be empty.");
        if (instances.Count > MostInstances) throw EcsErrors.InvalidParameter($"Container instances cannot have more than {MostInstances} items.");
        var revision = TaskDefinitionRegistry.Startable(world, request.TaskDefinition);
        var options = LaunchOptions.Of(request);
        LaunchRules.Check(revision.Definition, options);

        var wanted = TaskResources.Of(revision.Definition, options.Overrides);
        var tasks = new List<EcsTask>();
        var failures = new List<Failure>();
        for (var i = 0; i < instances.Count; i++)
        {
            var instance = InstanceRules.Find(world, cluster.Name, instances[i]);
            var reason = instance is null ? "MISSING" : Fit.Refusal(instance, wanted, revision.Definition.RequiresAttributes ?? []);
            if (reason is not null)
            {
                failures.Add(new() { Arn = ArnOf(world, cluster, instances[i]), Reason = reason });
                continue;
            }
            var task = TaskMaker.Make(world, ids[i], cluster.Name, revision, options, instance, now);
            world = Narration.Note(Reducer.Put(world, task, now), task, $"StartTask was called for container instance {instance!.Id}", null, now);
            tasks.Add(task);
        }
        return new(world, tasks.ToValueList(), failures.ToValueList());
    }

    private static string ArnOf(World world, ClusterState cluster, string identifier) =>
        Arn.TryParse(identifier, out _) ? identifier : Arn.ContainerInstance(world.Scope, cluster.Name, identifier).ToString();
}
