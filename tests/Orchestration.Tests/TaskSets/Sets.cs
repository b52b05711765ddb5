using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskSets;

/// <summary>A service with an EXTERNAL deployment controller, and short forms of what may be asked of its task sets.</summary>
internal static class Sets
{
    public static CreateServiceRequest External { get; } = new()
    {
        ServiceName = "web",
        DesiredCount = 4,
        LaunchType = LaunchType.Fargate,
        DeploymentController = new() { Type = DeploymentControllerType.External },
    };

    /// <summary>A service that wants four tasks and has no task set yet; demo:1 can be run.</summary>
    public static ServiceStory Begin()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(External);
        return story;
    }

    /// <summary>Four of its tasks fill a machine.</summary>
    public static RegisterTaskDefinitionRequest OnMachines { get; } = new()
    {
        Family = "machines",
        ContainerDefinitions = [new() { Name = "app", Image = "app:1", Cpu = 512, Memory = 64 }],
    };

    public static CreateTaskSetRequest Request { get; } = new() { Service = "web", TaskDefinition = "demo:1", NetworkConfiguration = Story.Network };

    public static EcsTaskSet CreateSet(this ServiceStory story, double? percent = null, string definition = "demo:1") =>
        story.CreateSet(Request with { TaskDefinition = definition, Scale = percent is null ? null : new() { Value = percent } });

    public static EcsTaskSet CreateSet(this ServiceStory story, CreateTaskSetRequest request)
    {
        EcsTaskSet? created = null;
        var id = story.NextIds().DeploymentId;
        story.Change(world =>
        {
            (var next, _, created) = CreateTaskSet.Apply(world, request, id, story.Now);
            return next;
        });
        return story.Set(created!.Id);
    }

    public static void ScaleSet(this ServiceStory story, EcsTaskSet set, double percent) => story.Change(world =>
        UpdateTaskSet.Apply(world, new() { Service = "web", TaskSet = set.Id, Scale = new() { Value = percent } }, story.Now).World);

    public static void MakePrimary(this ServiceStory story, EcsTaskSet set) => story.Change(world =>
        UpdateTaskSet.MakePrimary(world, new() { Service = "web", PrimaryTaskSet = set.Id }, story.Now).World);

    public static void DeleteSet(this ServiceStory story, EcsTaskSet set, bool? force = null) => story.Change(world =>
        DeleteTaskSet.Apply(world, new() { Service = "web", TaskSet = set.Id, Force = force }, story.Now).World);

    public static EcsTaskSet Set(this ServiceStory story, string id) => story.Web.TaskSets.Single(each => each.Id == id);

    public static int RunningOf(this ServiceStory story, EcsTaskSet set) => story.World.DeploymentTallies.GetValueOrDefault(set.Id)?.Running ?? 0;
}
