using System.Text.Json;
using Amazon.ECS;
using Amazon.ECS.Model;
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

    /// <summary>How long real containers may take for what the embedded cluster's clock jumps over.</summary>
    private static readonly TimeSpan PatienceWithContainers = TimeSpan.FromMinutes(1);

    /// <summary>The same cluster that the submission had; here <c>/_workbook/</c> is open as well.</summary>
    protected Aws Aws { get; private set; } = null!;

    protected IAmazonECS Ecs => Aws.Ecs;

    protected GradingSession Session { get; private set; } = null!;

    /// <summary>Whether containers are simulated and time is virtual.</summary>
    protected bool IsEmbedded => Session.Backend == "embedded";

    /// <summary>How the submission's last run ended.</summary>
    protected SubmissionOutcome Outcome => Session.Outcome!;

    [OneTimeSetUp]
    public async Task RunTheSubmission()
    {
        Session = await GradingSession.OpenAsync(GetType());
        Aws = await Aws.ConnectAsync(Session.Endpoint, "us-east-1");
        Aws.Workbook.Token = Session.AdminToken;
        await SetTheSceneAsync();
        await Session.RunSubmissionAsync(Request);
        try
        {
            await AfterwardsAsync();
        }
        catch (Exception error) when (Consequence.Of(error) is { } lacking)
        {
            throw new AssertionException(lacking, error);
        }
    }

    [OneTimeTearDown]
    public void CloseTheConnection() => Aws.Dispose();

    /// <summary>What the exercise's call gets as <c>request</c>.</summary>
    protected virtual object? Request => null;

    /// <summary>
    /// What happens once the submission is over: load comes, a task is killed, it is run again. Where the submission has left nothing that this can happen to, no check is met.
    /// </summary>
    protected virtual Task AfterwardsAsync() => Task.CompletedTask;

    /// <summary>For a check that not every backend can answer: elsewhere it is not applicable, which is neither passed nor failed.</summary>
    protected void NeedsEmbedded(string why)
    {
        if (!IsEmbedded) Assert.Ignore($"Not applicable on {Session.Backend}: {why}");
    }

    /// <summary>
    /// Lets so much time pass on the embedded cluster. Elsewhere time cannot be hurried: there it asks until something is so, but not for long; whether it came to be so is for the checks to say.
    /// </summary>
    protected async Task LetPassAsync(TimeSpan time, string what, Func<Task<bool>> isSo)
    {
        if (IsEmbedded)
        {
            await Aws.Workbook.AdvanceAsync(time);
            return;
        }
        try
        {
            await Aws.WaitUntilAsync(what, isSo, PatienceWithContainers);
        }
        catch (NotReachedException)
        {
            // The checks see it as it is.
        }
    }

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

    /// <summary>What the submission's call returned; null where that is nothing, or not of the form that the exercise asks for.</summary>
    protected T? Answered<T>()
        where T : class
    {
        try
        {
            return Outcome.Answer?.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Names what the assertions within are about.</summary>
    protected static AssertionScope About(string subject) => new(subject);

    /// <summary>The check fails unless a text of the cluster's is the expected one; null stands for "nothing".</summary>
    protected static void Require(string subject, string? found, string expected) => Execute.Assertion
        .ForCondition(found == expected)
        .FailWith($"Expected {subject} to be {{0}}, but found {(found is null ? "nothing" : "{1}")}.", expected, found);

    /// <summary>The check fails unless texts of the cluster's are the expected ones, in whatever order.</summary>
    protected static void RequireList(string subject, IEnumerable<string> found, params string[] expected)
    {
        var sorted = found.Order(StringComparer.Ordinal).ToList();
        if (!sorted.SequenceEqual(expected.Order(StringComparer.Ordinal))) throw new AssertionException($"Expected {subject} to be {ListOf(expected)}, but found {ListOf(sorted)}.");
    }

    /// <summary>Such as <c>hello:1</c>.</summary>
    protected static string Name(TaskDefinition definition) => $"{definition.Family}:{definition.Revision}";

    /// <summary>The revision that a task runs, such as <c>hello:1</c>.</summary>
    protected static string RevisionOf(EcsTask task) => task.TaskDefinitionArn.Split('/')[^1];

    /// <summary>Names in a row, for a message.</summary>
    protected static string ListOf(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";

    private async Task<string> FamiliesAsync()
    {
        var families = await Ecs.ListTaskDefinitionFamiliesAsync(new() { Status = TaskDefinitionFamilyStatus.ACTIVE });
        return families.Families is { Count: > 0 } names ? "only " + ListOf(names) : "none of any family";
    }
}
