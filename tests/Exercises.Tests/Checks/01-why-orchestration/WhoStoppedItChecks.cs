using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class WhoStoppedItChecks : OrchestrationChecks
{
    private const string Cluster = "saturday";
    private const string Till = "till";

    /// <summary>The tasks that stopped before the submission came, by what stopped them.</summary>
    private readonly Dictionary<string, List<string>> _stopped = [];

    private IReadOnlyList<string> _before = [];

    /// <summary>Five tills, of which one was taken away by the number and two by hand; and three tasks that came to grief by themselves.</summary>
    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await CreateServiceAsync(Cluster, Till, await RegisterAsync(Till, Hello()), 5);
        var five = await RunningAsync(Cluster, Till);
        await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = Till, DesiredCount = 4 });
        await Aws.WaitForServiceAsync(Cluster, Till);
        _stopped["scaling"] = [.. five.Except(await RunningAsync(Cluster, Till))];

        _stopped["crash"] = [await EndedAsync("labels", Shell("app", "echo no paper; sleep 2; exit 2")), await EndedAsync("receipts", Shell("app", "sleep 1; exit 1"))];
        _stopped["image"] = [await EndedAsync("posters", new() { Name = "app", Image = "public.ecr.aws/docker/library/nginx:does-not-exist" })];
        _stopped["memory"] = [await EndedAsync("photos", Hungry())];

        _stopped["person"] = [];
        for (var i = 0; i < 2; i++)
        {
            var victim = (await RunningAsync(Cluster, Till))[0];
            await Ecs.StopTaskAsync(new() { Cluster = Cluster, Task = victim, Reason = "two tills are enough tonight (Ada)" });
            await Ecs.WaitForTaskAsync(Cluster, victim, "STOPPED");
            await Aws.WaitForServiceAsync(Cluster, Till);
            _stopped["person"].Add(victim);
        }
        foreach (var arns in _stopped.Values) foreach (var arn in arns) await Ecs.WaitForTaskAsync(Cluster, arn, "STOPPED");
        _before = await RunningAsync(Cluster, Till);
    }

    protected override Task AfterwardsAsync() => SettleAsync(Cluster, Till);

    [Test]
    [Requirement("The tasks that a person stopped are told", "StopCode says by which kind of hand a task was stopped. One of its values is only there when somebody called StopTask.")]
    public void PersonIsTold() => RequireTold("person", "that a person stopped");

    [Test]
    [Requirement("The tasks that the service stopped to have fewer are told", "The service scheduler has a stop code of its own, and its events say what it was after.")]
    public void ScalingIsTold() => RequireTold("scaling", "that the service stopped to have fewer");

    [Test]
    [Requirement("The tasks whose program failed are told", "An essential container that ended by itself leaves an exit code. Two stopped tasks may have the same stop code for different reasons.")]
    public void CrashIsTold() => RequireTold("crash", "whose program ended with an error of its own");

    [Test]
    [Requirement("The tasks that ran out of memory are told", "Exit code 137 is SIGKILL; the Reason of the container says who sent it.")]
    public void MemoryIsTold() => RequireTold("memory", "that ran out of memory");

    [Test]
    [Requirement("The tasks whose image could not be pulled are told", "Such a task never started: its containers have no exit code at all.")]
    public void ImageIsTold() => RequireTold("image", "whose image could not be pulled");

    [Test]
    [Requirement("What the person wanted is done the right way", "StoppedReason of the tasks that were stopped by hand says what was wanted. The service has a number for that.")]
    public async Task WishIsCarriedOut()
    {
        var service = await ServiceAsync(Cluster, Till);
        if (service.DesiredCount == 4) throw new AssertionException("Expected the service till to want as many tasks as the person who stopped some had in mind, but found it as it was.");
        var running = await RunningAsync(Cluster, Till);
        if (service.DesiredCount != 2 || running.Count != 2) throw new AssertionException($"Expected the service till to want and run what the person had in mind, but found that it wants {service.DesiredCount} and runs {running.Count}.");
        var replaced = running.Except(_before).Count();
        if (replaced != 0) throw new AssertionException($"Expected only tasks that ran before, but found {replaced} that are new.");
    }

    /// <summary>Wants more memory than it may have. A line without an end is more than <c>tail</c> can hold.</summary>
    private ContainerDefinition Hungry()
    {
        if (IsEmbedded) return new() { Name = "app", Image = "workbook/out-of-memory:1" };
        var app = Shell("app", "exec tail /dev/zero");
        app.Memory = 32;
        return app;
    }

    private async Task<string> EndedAsync(string family, ContainerDefinition container)
    {
        var task = await RunAsync(Cluster, await RegisterAsync(family, container));
        await Ecs.WaitForTaskAsync(Cluster, task.TaskArn, "STOPPED");
        return task.TaskArn;
    }

    private void RequireTold(string word, string which)
    {
        var told = Answered<Dictionary<string, string>>() ?? throw new AssertionException("Expected what stopped each task, by its ARN, but found something else returned, or nothing.");
        var named = told.Where(each => each.Value == word).Select(each => each.Key).ToList();
        var right = named.Intersect(_stopped[word]).Count();
        if (right != named.Count || right != _stopped[word].Count)
            throw new AssertionException($"Expected \"{word}\" to be said of all tasks {which} and of no others, but found it said of {named.Count}, and rightly of {right}.");
    }
}
