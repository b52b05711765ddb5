using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>
/// What the checks of an exercise share: the scene is set, the submission runs and is over, and then the cluster is
/// asked. What the submission returned or printed does not matter.
/// </summary>
public abstract class ClusterChecks
{
    /// <summary>How long a cluster may take to come to rest after the submission; the embedded one takes no time at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The same API that the submission had.</summary>
    protected IAmazonECS Ecs { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task RunTheSubmission()
    {
        var session = await GradingSession.OpenAsync(GetType());
        Ecs = new AmazonECSClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonECSConfig { ServiceURL = session.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        await SetTheSceneAsync();
        await session.RunSubmissionAsync();
    }

    [OneTimeTearDown]
    public void CloseTheConnection() => Ecs.Dispose();

    /// <summary>Makes what the exercise says is already there.</summary>
    protected virtual Task SetTheSceneAsync() => Task.CompletedTask;

    /// <summary>The newest active revision of a family; the check fails where there is none.</summary>
    protected async Task<TaskDefinition> NewestAsync(string family) =>
        await RevisionsAsync(family) is [.., var newest] ? newest : throw new AssertionException($"Expected an active task definition of the family {family}, but found {await FamiliesAsync()}.");

    /// <summary>The active revisions of a family, oldest first.</summary>
    protected async Task<IReadOnlyList<TaskDefinition>> RevisionsAsync(string family)
    {
        var revisions = new List<TaskDefinition>();
        var arns = await Ecs.ListTaskDefinitionsAsync(new() { FamilyPrefix = family, Status = TaskDefinitionStatus.ACTIVE });
        foreach (var arn in arns.TaskDefinitionArns ?? [])
        {
            revisions.Add((await Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = arn })).TaskDefinition);
        }
        return [.. revisions.OrderBy(revision => revision.Revision)];
    }

    /// <summary>A container of a task definition by its name; the check fails where there is none.</summary>
    protected static ContainerDefinition ContainerOf(TaskDefinition definition, string name) =>
        definition.ContainerDefinitions.SingleOrDefault(container => container.Name == name)
        ?? throw new AssertionException($"Expected a container named {name} in {Name(definition)}, but found {ListOf(definition.ContainerDefinitions.Select(container => container.Name))}.");

    /// <summary>The tasks that a cluster runs or ran; the check fails where there is no such cluster.</summary>
    protected async Task<IReadOnlyList<EcsTask>> TasksOfAsync(string cluster)
    {
        try
        {
            return (await Ecs.TasksAsync(cluster)).Tasks;
        }
        catch (ClusterNotFoundException)
        {
            throw new AssertionException($"Expected tasks in the cluster {cluster}, but found no such cluster.");
        }
    }

    /// <summary>The check fails unless a task of that revision is RUNNING and stays so.</summary>
    protected async Task RequireRunningAsync(string cluster, TaskDefinition definition)
    {
        var tasks = (await TasksOfAsync(cluster)).Where(task => task.TaskDefinitionArn == definition.TaskDefinitionArn).ToList();
        if (tasks.Count == 0) throw new AssertionException($"Expected a RUNNING task of {Name(definition)} in the cluster {cluster}, but found none that was ever run.");
        try
        {
            await Ecs.WaitForTaskAsync(cluster, tasks[^1].TaskArn, "RUNNING", Patience);
        }
        catch (TaskNotReachedException error)
        {
            var why = error.Task is null ? "" : TaskLifecycle.WhyItStopped(error.Task);
            throw new AssertionException($"Expected a RUNNING task of {Name(definition)} in the cluster {cluster}, but found it {error.Task?.LastStatus ?? "gone"}{(why.Length > 0 ? $": {why}" : "")}.");
        }
    }

    /// <summary>Names what the assertions within are about.</summary>
    protected static AssertionScope About(string subject) => new(subject);

    /// <summary>The check fails unless a text of the cluster's is the expected one; null stands for "nothing".</summary>
    protected static void Require(string subject, string? found, string expected) => Execute.Assertion
        .ForCondition(found == expected)
        .FailWith($"Expected {subject} to be {{0}}, but found {(found is null ? "nothing" : "{1}")}.", expected, found);

    /// <summary>Such as <c>hello:1</c>.</summary>
    protected static string Name(TaskDefinition definition) => $"{definition.Family}:{definition.Revision}";

    /// <summary>Names in a row, for a message.</summary>
    protected static string ListOf(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";

    private async Task<string> FamiliesAsync()
    {
        var families = await Ecs.ListTaskDefinitionFamiliesAsync(new() { Status = TaskDefinitionFamilyStatus.ACTIVE });
        return families.Families is { Count: > 0 } names ? "only " + ListOf(names) : "none of any family";
    }
}
