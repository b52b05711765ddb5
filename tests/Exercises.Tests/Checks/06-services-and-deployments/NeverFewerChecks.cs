namespace Workbook.Exercises.Tests.Checks;

public sealed class NeverFewerChecks : ServiceChecks
{
    private const string Cluster = "till";
    private const string Service = "till";
    private const int Least = 5;
    private const int Most = 7;

    private DateTimeOffset _began;
    private DateTimeOffset _ended;
    private IReadOnlyList<EcsTask> _rollout = [];
    private IReadOnlyList<EcsTask> _next = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await MakeServiceAsync(Cluster, Service, await RegisterAppAsync("till"), 6);
        await RegisterAppAsync("till", version: "2");
        await LetPassAsync(TimeSpan.FromMinutes(5), "six tasks run", HasRolledOutAsync);
        _began = await NowAsync();
    }

    /// <summary>Somebody deploys again.</summary>
    protected override async Task AfterwardsAsync()
    {
        _rollout = await TasksOfServiceAsync(Cluster, Service);
        if ((await Ecs.DescribeServicesAsync(new() { Cluster = Cluster, Services = [Service] })).Services is not [{ Status: "ACTIVE" }]) return;
        _ended = await NowAsync();
        await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = Service, ForceNewDeployment = true });
        await LetPassAsync(TimeSpan.FromMinutes(20), "the deployment has ended", HasRolledOutAsync);
        _next = await TasksOfServiceAsync(Cluster, Service);
    }

    [Test]
    [Requirement("Six tasks of till:2 run, and none of till:1", "UpdateService takes a TaskDefinition. aws.WaitForDeploymentAsync waits until the deployment has ended.")]
    public void NewVersionRuns() => Require("what ran in the service till when your call came back", RunningInWords(_rollout), "6 of till:2");

    [Test]
    [Requirement("During the deployment five tasks run at every moment, and it goes down to five", "MinimumHealthyPercent of the desired six, rounded up, have to run. Which percentages give five?")]
    public void NeverFewerThanFive()
    {
        RequireRollout();
        var fewest = FewestRunning(_rollout, _began);
        if (fewest != Least) throw new AssertionException($"Expected {Least} running tasks of till at the moment of the deployment when they were fewest, but found {fewest}.");
    }

    [Test]
    [Requirement("During the deployment no more than seven tasks are there, and it goes up to seven", "MaximumPercent of the desired six, rounded down, may be starting or running. Which percentages give seven?")]
    public void NeverMoreThanSeven()
    {
        RequireRollout();
        var most = MostThere(_rollout, _began);
        if (most != Most) throw new AssertionException($"Expected {Most} tasks of till at the moment of the deployment when they were most, but found {most}.");
    }

    [Test]
    [Requirement("The limits hold for the next deployment as well", "DeploymentConfiguration stays with the service until somebody gives it another one.")]
    public void LimitsStay()
    {
        if (_next.Count == 0) throw new AssertionException("Expected the service till to be there for the next deployment, but found none.");
        var found = $"between {FewestRunning(_next, _ended)} running tasks and {MostThere(_next, _ended)} that were there";
        Require("what the next deployment kept to", found, $"between {Least} running tasks and {Most} that were there");
    }

    private async Task<bool> HasRolledOutAsync() => await ServiceOfAsync(Cluster, Service) is { Deployments: [{ RolloutState.Value: "COMPLETED" }] };

    private void RequireRollout()
    {
        if (!_rollout.Any(task => RevisionOf(task) == "till:2")) throw new AssertionException("Expected a deployment of till:2, but found no task of it.");
    }
}
