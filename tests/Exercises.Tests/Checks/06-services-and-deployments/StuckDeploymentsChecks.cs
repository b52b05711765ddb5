using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class StuckDeploymentsChecks : ServiceChecks
{
    private const string Cluster = "market";
    private const int Tills = 3;

    private static readonly string[] AskTheServer = ["CMD-SHELL", "wget -q -O - http://localhost:8080/health || exit 1"];
    private static readonly string[] NotWrittenYet = ["CMD-SHELL", "echo this check has yet to be written; exit 1"];

    private DateTimeOffset _began;
    private IReadOnlyList<EcsTask> _prices = [];
    private IReadOnlyList<EcsTask> _search = [];
    private string _nextOfSearch = "no deployment";
    private int _fewestOfSearch;
    private readonly Dictionary<string, string> _badVersions = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await MakeServiceAsync(Cluster, "prices", await RegisterVersionAsync("prices", "1", AskTheServer), Tills);
        await MakeServiceAsync(Cluster, "search", await RegisterVersionAsync("search", "1", AskTheServer), 1);
        await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = "search", DeploymentConfiguration = new() { MinimumHealthyPercent = 100, MaximumPercent = 150 } });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));

        await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = "search", TaskDefinition = await RegisterVersionAsync("search", "2", AskTheServer) });
        await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = "prices", TaskDefinition = await RegisterVersionAsync("prices", "2", NotWrittenYet) });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(20));
        _began = await NowAsync();
    }

    /// <summary>Somebody deploys search once more, and then to each service a version that cannot start.</summary>
    protected override async Task AfterwardsAsync()
    {
        (_prices, _search) = (await TasksOfServiceAsync(Cluster, "prices"), await TasksOfServiceAsync(Cluster, "search"));
        if (await IsActiveAsync("search"))
        {
            var began = await NowAsync();
            await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = "search", ForceNewDeployment = true });
            await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));
            (_nextOfSearch, _fewestOfSearch) = (await LatestStatusAsync("search"), FewestRunning(await TasksOfServiceAsync(Cluster, "search"), began));
        }
        foreach (var service in new[] { "prices", "search" })
        {
            if (!await IsActiveAsync(service)) continue;
            var before = RunningInWords(await TasksOfServiceAsync(Cluster, service));
            await Ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = service, TaskDefinition = await RegisterAppAsync(service, "public.ecr.aws/docker/library/nginx:does-not-exist", "3") });
            await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(30));
            var after = RunningInWords(await TasksOfServiceAsync(Cluster, service));
            _badVersions[service] = $"{await LatestStatusAsync(service)}, {(after == before ? "as before" : after)}";
        }
    }

    [Test]
    [Requirement("prices runs version 2: three healthy tasks of a third revision", "The events say that tasks failed. Compare the container of revision 2 with that of revision 1, and change only what makes it fail.")]
    public async Task PricesIsRepaired()
    {
        Require("what runs in the service prices", RunningInWords(_prices), $"{Tills} of prices:3");
        RequireList("the health of its tasks", Running(_prices).Select(task => task.HealthStatus?.Value ?? "not told").Distinct(), "HEALTHY");
        var app = ContainerOf((await RevisionsAsync("prices")).First(each => each.Revision == 3), "app");
        RequireList("the environment of app in prices:3", (app.Environment ?? []).Select(each => $"{each.Name}={each.Value}"), "APP_VERSION=2");
        Require("the image of app in prices:3", app.Image, "hello");
    }

    [Test]
    [Requirement("The tasks of prices are still asked whether they are healthy, as they were before", "A health check that fails is not mended by taking it away. Which one did revision 1 have?")]
    public async Task HealthCheckIsKept()
    {
        if (!_prices.Any(task => RevisionOf(task) == "prices:3")) throw new AssertionException($"Expected tasks of prices:3, but found {RunningInWords(_prices)}.");
        var check = ContainerOf((await RevisionsAsync("prices")).First(each => each.Revision == 3), "app").HealthCheck;
        Require("the health check of app in prices:3", string.Join(' ', check?.Command ?? ["none"]), string.Join(' ', AskTheServer));
    }

    [Test]
    [Requirement("Three good tasks of prices ran at every moment of the repair", "A rolling update with a minimum of 100 % starts new tasks before it stops old ones.")]
    public void CustomersNoticedNothing()
    {
        var good = _prices.Where(task => RevisionOf(task) != "prices:2").ToList();
        if (good.TrueForAll(task => RevisionOf(task) == "prices:1")) throw new AssertionException($"Expected a deployment of a repaired revision of prices, but found {RunningInWords(_prices)}.");
        var fewest = FewestRunning(good, _began);
        if (fewest < Tills) throw new AssertionException($"Expected {Tills} good tasks of prices to run at every moment, but found {fewest} at one.");
    }

    [Test]
    [Requirement("search runs version 2, and its next deployment ends as well, without a gap", "The events of search name the two numbers that do not go together. How many are 150 % of one task, rounded down?")]
    public void SearchMoves()
    {
        Require("what runs in the service search", RunningInWords(_search), "1 of search:2");
        Require("how the next deployment of search ended", _nextOfSearch, "SUCCESSFUL");
        if (_fewestOfSearch < 1) throw new AssertionException("Expected a task of search to run at every moment of the next deployment, but found none at one.");
    }

    [Test]
    [Requirement("prices goes back by itself from a version that cannot start", "A DeploymentConfiguration has a DeploymentCircuitBreaker, which can be enabled, and can roll back.")]
    public void PricesGoesBack() => RequireGoneBack("prices");

    [Test]
    [Requirement("search goes back by itself from a version that cannot start", "Both services need the circuit breaker, each in its own DeploymentConfiguration.")]
    public void SearchGoesBack() => RequireGoneBack("search");

    private void RequireGoneBack(string service) =>
        Require($"the end of a deployment of a bad version of {service}, and what runs then", _badVersions.GetValueOrDefault(service) ?? "no such service", "ROLLBACK_SUCCESSFUL, as before");

    private async Task<bool> IsActiveAsync(string service) =>
        (await Ecs.DescribeServicesAsync(new() { Cluster = Cluster, Services = [service] })).Services is [{ Status: "ACTIVE" }];

    private async Task<string> LatestStatusAsync(string service) =>
        (await Ecs.ListServiceDeploymentsAsync(new() { Cluster = Cluster, Service = service })).ServiceDeployments?.MaxBy(each => each.CreatedAt)?.Status?.Value ?? "no deployment";

    private async Task<string> RegisterVersionAsync(string family, string version, string[] healthCheck) => (await Ecs.RegisterTaskDefinitionAsync(new()
    {
        Family = family,
        RequiresCompatibilities = ["FARGATE"],
        NetworkMode = NetworkMode.Awsvpc,
        Cpu = "256",
        Memory = "512",
        ContainerDefinitions =
        [
            new()
            {
                Name = "app",
                Image = "hello",
                PortMappings = [new() { ContainerPort = 8080 }],
                Environment = [new() { Name = "APP_VERSION", Value = version }],
                HealthCheck = new() { Command = [.. healthCheck], Interval = 10, Retries = 2 },
                StopTimeout = 5,
            },
        ],
    })).TaskDefinition.TaskDefinitionArn;
}
