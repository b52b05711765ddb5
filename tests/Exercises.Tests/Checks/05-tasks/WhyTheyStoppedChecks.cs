using System.Text.Json;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class WhyTheyStoppedChecks : FargateChecks
{
    private const string Cluster = "incidents";

    private static readonly Finding[] Truth =
    [
        new("orders", "crash", "cache"),
        new("mailer", "image", "metrics"),
        new("thumbnails", "memory", "resize"),
        new("export", "person", null),
        new("reports", "spot", null),
        new("backup", "done", null),
    ];

    private static readonly Finding Later = new("search", "crash", "index");

    /// <summary>What it answered while six tasks had stopped.</summary>
    private JsonElement? _first;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster, CapacityProviders = ["FARGATE", "FARGATE_SPOT"] });
        await RunningAsync("shop", Nginx("web"));

        var warmUp = Shell("warm-up", "sleep 2; exit 1");
        warmUp.Essential = false;
        await StoppedAsync(await RunAsync(Cluster, await RegisterAsync("orders", Nginx("web"), warmUp, Shell("cache", "echo out of slots; sleep 10; exit 3"))));

        var metrics = new ContainerDefinition { Name = "metrics", Image = "public.ecr.aws/docker/library/busybox:does-not-exist" };
        await StoppedAsync(await RunAsync(Cluster, await RegisterAsync("mailer", Shell("smtp", UntilStopped), metrics)));

        var hungry = await RunningAsync("thumbnails", Nginx("web"), Shell("resize", UntilStopped));
        await Aws.Workbook.InjectAsync(Fault.OutOfMemory(hungry.TaskArn, "resize"));
        await StoppedAsync(hungry);

        var deaf = await RunningAsync("export", new ContainerDefinition { Name = "app", Image = "workbook/ignores-sigterm" });
        await Ecs.StopTaskAsync(new() { Cluster = Cluster, Task = deaf.TaskArn, Reason = "takes too much of the database's memory" });
        await StoppedAsync(deaf);

        var spot = await RunAsync(Cluster, await RegisterAsync("reports", Shell("app", UntilStopped)), request =>
            (request.LaunchType, request.CapacityProviderStrategy) = (null, [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }]));
        await Ecs.WaitForTaskAsync(Cluster, spot.TaskArn, "RUNNING");
        await Aws.Workbook.InjectAsync(Fault.InterruptSpot(spot.TaskArn));
        await StoppedAsync(spot);

        await StoppedAsync(await RunAsync(Cluster, await RegisterAsync("backup", Shell("app", "echo copied; sleep 5"))));
    }

    /// <summary>Another task stops, and the submission is asked again.</summary>
    protected override async Task AfterwardsAsync()
    {
        _first = Outcome.Answer;
        if (Outcome.ExitCode != 0) return;
        await StoppedAsync(await RunAsync(Cluster, await RegisterAsync(Later.Family, Nginx("proxy"), Shell("index", "sleep 4; exit 70"))));
        await Session.RunSubmissionAsync(Request);
    }

    [Test]
    [Requirement("The answer has one finding for each task that has stopped", "TaskTable has its Tasks as a list. Take those whose LastStatus is STOPPED; the family stands in the task definition's ARN, or in what DescribeTaskDefinition answers.")]
    public void EveryStoppedTaskIsListed() =>
        RequireList("the families in the answer", Answers.ItemsOf(_first).Select(item => item.TextOf("family") ?? "no family"), [.. Truth.Select(finding => finding.Family).Order(StringComparer.Ordinal)]);

    [Test]
    [Requirement("The task whose image could not be pulled is found, with the container", "In a task that failed to start, one container has a reason instead of an exit code.")]
    public async Task MissingImageIsFound() => await RequireFoundAsync("mailer");

    [Test]
    [Requirement("The crash is found, with the container that crashed and its exit code", "Several containers of that task have ended. Which of them are essential? And which ended only because another one had?")]
    public async Task CrashIsFound() => await RequireFoundAsync("orders");

    [Test]
    [Requirement("Memory is told from a person, though both leave exit code 137", "137 is SIGKILL, whoever sent it. The stop code of the task and the reason of the container say more.")]
    public async Task MemoryIsToldFromAPerson()
    {
        await RequireFoundAsync("thumbnails");
        await RequireFoundAsync("export");
    }

    [Test]
    [Requirement("What ended without any fault of a container is found: capacity that was taken back, and a job that was done", "There is a stop code of its own for Spot. A job that is done ends with EssentialContainerExited like a crash, but for its exit code.")]
    public async Task FaultlessEndsAreFound()
    {
        await RequireFoundAsync("reports");
        await RequireFoundAsync("backup");
    }

    [Test]
    [Requirement("It also finds out about a task that stops later", "Families and names of containers do not belong into the code: take them from the tasks that are there.")]
    public async Task LaterTaskIsFoundToo() => await RequireFoundAsync(Later, Outcome.Answer);

    private Task RequireFoundAsync(string family) =>
        RequireFoundAsync(Truth.Single(finding => finding.Family == family), _first);

    private async Task RequireFoundAsync(Finding truth, JsonElement? answer)
    {
        var found = Answers.ItemsOf(answer).Where(item => item.TextOf("family") == truth.Family)
            .Select(item => new Finding(truth.Family, item.TextOf("cause") ?? "not told", item.TextOf("container")).InWords(item.NumberOf("exitCode"))).ToList();
        // Not what is looked for, or the message would be the answer.
        if (found is not [var only]) throw new AssertionException($"Expected one finding about {truth.Family}, but found {(found.Count == 0 ? "none" : $"{found.Count}")} in the answer.");
        if (only != truth.InWords(await ExitCodeAsync(truth))) throw new AssertionException($"Expected the finding about {truth.Family} to be what its task in the cluster {Cluster} shows, but found {only}.");
    }

    private async Task<int?> ExitCodeAsync(Finding truth) => (await TasksOfAsync(Cluster))
        .First(task => RevisionOf(task) == $"{truth.Family}:1").Containers.FirstOrDefault(container => container.Name == truth.Container)?.ExitCode;

    private async Task<EcsTask> RunningAsync(string family, params ContainerDefinition[] containers) =>
        await Ecs.WaitForTaskAsync(Cluster, (await RunAsync(Cluster, await RegisterAsync(family, containers))).TaskArn, "RUNNING");

    private async Task StoppedAsync(EcsTask task) => await Ecs.WaitForTaskAsync(Cluster, task.TaskArn, "STOPPED");

    private static ContainerDefinition Nginx(string name) => new() { Name = name, Image = "public.ecr.aws/docker/library/nginx:1.27" };

    private sealed record Finding(string Family, string Cause, string? Container)
    {
        public string InWords(int? exitCode) => $"the cause {Cause}, the container {Container ?? "null"} and the exit code {(exitCode is { } code ? $"{code}" : "null")}";
    }
}
