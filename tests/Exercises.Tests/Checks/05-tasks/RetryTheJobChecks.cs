using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class RetryTheJobChecks : FargateChecks
{
    private const string Cluster = "night";
    private const int Later = 75;

    /// <summary>The tasks in the cluster after each call.</summary>
    private readonly List<IReadOnlyList<EcsTask>> _calls = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster, CapacityProviders = ["FARGATE", "FARGATE_SPOT"] });
        // Nothing ends by itself here: how each attempt ends is up to this fixture.
        var batch = await RegisterAsync("batch", Shell("app", UntilStopped), Shell("logs", UntilStopped));
        var missing = await RegisterAsync("scanner", new ContainerDefinition { Name = "app", Image = "public.ecr.aws/docker/library/busybox:does-not-exist" });
        foreach (var (job, file) in new[] { ("import", "orders.csv"), ("export", "stock.csv"), ("invoice", "11.pdf"), ("archive", "2025.zip"), ("report", "month.txt") })
            await StartAsync(batch, job, file);
        await StartAsync(batch, "mail", "letters.txt", spot: true);
        var scan = await RunAsync(Cluster, missing, request => request.StartedBy = "scan");

        await EndAsync("import", Later);
        await EndAsync("export", Later);
        await EndAsync("invoice", 64);
        await EndAsync("archive", 0);
        var mail = (await AttemptsAsync("mail"))[0];
        await Aws.Workbook.InjectAsync(Fault.InterruptSpot(mail.TaskArn));
        await Ecs.WaitForTaskAsync(Cluster, mail.TaskArn, "STOPPED");
        await Ecs.WaitForTaskAsync(Cluster, scan.TaskArn, "STOPPED");
        // What is newest is not what these jobs run.
        await RegisterAsync("batch", Shell("app", UntilStopped), Shell("logs", UntilStopped));
    }

    /// <summary>The timer calls two more times, and in between attempts end.</summary>
    protected override async Task AfterwardsAsync()
    {
        _calls.Add(await TasksOfAsync(Cluster));
        await EndAsync("import", Later);
        await EndAsync("export", Later);
        await EndAsync("mail", 0);
        await CallAgainAsync();
        await EndAsync("import", 0);
        await EndAsync("export", Later);
        await CallAgainAsync();
    }

    [Test]
    [Requirement("Jobs that failed by chance are run again: by exit code 75, or by a Spot interruption", "A task that lost its Spot capacity was stopped in good order, so that its exit code says nothing; its stop code does.")]
    public void FailuresByChanceAreRunAgain()
    {
        foreach (var job in new[] { "import", "export", "mail" }) RequireAttempts(_calls[0], job, 2, "the first call");
    }

    [Test]
    [Requirement("A job is run again until it is done, and then no more", "Only the latest attempt says how a job stands. Earlier ones stay in the list for an hour, with their exit codes.")]
    public void RunAgainUntilItIsDone()
    {
        Require("the exit codes of all attempts of import", ListOf(Attempts(_calls[^1], "import").Select(ExitCode)), "75, 75, 0");
        RequireAttempts(_calls[^1], "mail", 2, "the last call");
    }

    [Test]
    [Requirement("A job that failed for good had one attempt", "64 says that the call itself was wrong. Trying again would not help.")]
    public void ForGoodMeansOnce()
    {
        RequireThatAnythingWasRunAgain("invoice");
        RequireAttempts(_calls[^1], "invoice", 1, "the last call");
    }

    [Test]
    [Requirement("What is under way or done is left alone", "A task that is RUNNING has no exit code yet, and no stop code.")]
    public void OthersAreLeftAlone()
    {
        foreach (var job in new[] { "report", "archive" })
        {
            RequireThatAnythingWasRunAgain(job);
            RequireAttempts(_calls[^1], job, 1, "the last call");
        }
    }

    [Test]
    [Requirement("Another attempt runs the same revision with the same overrides", "DescribeTasks answers with the TaskDefinitionArn and the Overrides of each task, and RunTask takes them as they are.")]
    public void SameRunAgain()
    {
        var attempts = Attempts(_calls[^1], "import");
        RequireAttempts(_calls[0], "import", 2, "the first call");
        foreach (var attempt in attempts.Skip(1)) Require("what another attempt of import ran", WhatItRan(attempt), WhatItRan(attempts[0]));
    }

    [Test]
    [Requirement("No job has a fourth attempt", "The number of a job's attempts is the number of tasks with its startedBy.")]
    public void ThreeAttemptsAtMost() =>
        Require("the exit codes of all attempts of export", ListOf(Attempts(_calls[^1], "export").Select(ExitCode)), "75, 75, 75");

    [Test]
    [Requirement("A task that never started is no failure by chance", "Its containers have no exit code at all.")]
    public void NeverStartedIsForGood()
    {
        RequireThatAnythingWasRunAgain("scan");
        RequireAttempts(_calls[^1], "scan", 1, "the last call");
    }

    private void RequireThatAnythingWasRunAgain(string job)
    {
        if (Attempts(_calls[^1], "import").Count < 2) throw new AssertionException($"Expected one attempt of {job} and more of import, but found one of each.");
    }

    private static void RequireAttempts(IReadOnlyList<EcsTask> tasks, string job, int expected, string when)
    {
        var found = Attempts(tasks, job).Count;
        if (found != expected) throw new AssertionException($"Expected {expected} attempts of {job} after {when}, but found {found}.".Replace("1 attempts", "1 attempt", StringComparison.Ordinal));
    }

    private static List<EcsTask> Attempts(IEnumerable<EcsTask> tasks, string job) => [.. tasks.Where(task => task.StartedBy == job)];

    private static string ExitCode(EcsTask task) => task.Containers.First(container => container.Name == "app").ExitCode is { } code ? $"{code}" : task.LastStatus;

    private static string WhatItRan(EcsTask task)
    {
        var changes = (task.Overrides?.ContainerOverrides ?? []).SelectMany(each => each.Environment ?? []).Select(variable => $"{variable.Name}={variable.Value}");
        return $"{RevisionOf(task)} with {ListOf(changes)}";
    }

    private async Task<List<EcsTask>> AttemptsAsync(string job) => Attempts(await TasksOfAsync(Cluster), job);

    private async Task StartAsync(TaskDefinition batch, string job, string file, bool spot = false)
    {
        var task = await RunAsync(Cluster, batch, request =>
        {
            request.StartedBy = job;
            request.Overrides = new() { ContainerOverrides = [new() { Name = "app", Environment = [new() { Name = "FILE", Value = file }] }] };
            if (spot) (request.LaunchType, request.CapacityProviderStrategy) = (null, [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }]);
        });
        await Ecs.WaitForTaskAsync(Cluster, task.TaskArn, "RUNNING");
    }

    /// <summary>Whatever is under way of a job ends.</summary>
    private async Task EndAsync(string job, int exitCode)
    {
        foreach (var task in (await AttemptsAsync(job)).Where(task => task.DesiredStatus == "RUNNING"))
        {
            try
            {
                await Ecs.WaitForTaskAsync(Cluster, task.TaskArn, "RUNNING");
                await Aws.Workbook.InjectAsync(Fault.Kill(task.TaskArn, "app", exitCode));
                await Ecs.WaitForTaskAsync(Cluster, task.TaskArn, "STOPPED");
            }
            catch (Exception error) when (error is TaskNotReachedException or WorkbookException)
            {
                // An attempt that ended by itself, or has no such container, runs something else; the checks will say so.
            }
        }
    }

    private async Task CallAgainAsync()
    {
        if (Attempts(_calls[0], "import").Count < 2) return;
        await Session.RunSubmissionAsync(Request);
        _calls.Add(await TasksOfAsync(Cluster));
    }
}
