namespace Workbook.Exercises.Tests.Checks;

public sealed class ScaleByNumberChecks : OrchestrationChecks
{
    private const string Cluster = "market";
    private const string Stall = "stall";

    private IReadOnlyList<string> _before = [];
    private IReadOnlyList<string> _after = [];
    private string _deployment = "";

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        var service = await CreateServiceAsync(Cluster, Stall, await RegisterAsync("stall", Hello()), 2);
        _deployment = service.Deployments[0].Id;
        _before = await RunningAsync(Cluster, Stall);
    }

    protected override async Task AfterwardsAsync()
    {
        await SettleAsync(Cluster, Stall);
        _after = await RunningAsync(Cluster, Stall);
    }

    [Test]
    [Requirement("The service stall wants five tasks, in the deployment that it had", "DesiredCount of UpdateServiceRequest is the only thing to change. ForceNewDeployment would replace what runs.")]
    public async Task FiveAreWanted()
    {
        var service = await ServiceAsync(Cluster, Stall);
        using (About("the desired count of stall")) service.DesiredCount.Should().Be(5);
        if (service.Deployments[0].Id != _deployment) throw new AssertionException("Expected stall to be in the deployment that it had before, but found a new one.");
    }

    [Test]
    [Requirement("Five tasks of the service run", "The service starts what is missing. Tasks of RunTask are none of the service's.")]
    public void FiveRun()
    {
        if (_after.Count != 5) throw new AssertionException($"Expected five RUNNING tasks of the service stall, but found {_after.Count}.");
    }

    [Test]
    [Requirement("The two tasks from before are among the five", "Nothing has to be stopped in order to have more.")]
    public void TheOldOnesRunOn()
    {
        var survived = _before.Intersect(_after).Count();
        if (survived != 2 || _after.Count != 5) throw new AssertionException($"Expected the two tasks from before among five that run, but found {survived} of them among {_after.Count}.");
    }

    [Test]
    [Requirement("The ARNs of the three new tasks are returned", "ListTasks with a ServiceName gives the ARNs of a service's tasks: once before, once after. What was not there before is new.")]
    public void NewOnesAreReturned()
    {
        var told = Answered<string[]>() ?? throw new AssertionException("Expected an array with the ARNs of three tasks to be returned, but found something else, or nothing.");
        var added = _after.Except(_before).ToList();
        var right = told.Distinct().Intersect(added).Count();
        if (right != 3 || told.Length != 3) throw new AssertionException($"Expected the ARNs of the three new tasks of stall, but found {told.Length} texts, {right} of which are that.");
    }
}
