namespace Workbook.Exercises.Tests.Checks;

public sealed class TwoPathsChecks : LoadBalancingChecks
{
    private const string Town = "town";
    private const string Shop = "shop";
    private const string Help = "help";
    private const string HelpHost = "help.town.example";
    private const int Port = 80;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Town });
        await MakeBalancerAsync(Town);
        foreach (var name in new[] { Shop, Help }) await RegisterAppAsync(name, version: name);
    }

    protected override async Task AfterwardsAsync() => await Seen<bool>.NowAsync(async () =>
    {
        await SettleAsync(Shop, Help);
        return true;
    });

    [Test]
    [Requirement("Both services run two tasks, which are healthy targets of their groups", "Name the target groups shop and help, and give each service its own in LoadBalancers.")]
    public async Task ServicesAreHealthy()
    {
        foreach (var name in new[] { Shop, Help })
        {
            var service = await ServiceOfAsync(Town, name);
            using (About($"the desired count of the service {name}")) service.DesiredCount.Should().Be(2);
            using (About($"the target groups that the service {name} fills"))
                (service.LoadBalancers ?? []).Select(each => each.TargetGroupArn).Should().Equal((await GroupAsync(name)).TargetGroupArn);
            RequireHealthy(name, await TargetStatesAsync(name), 2);
        }
    }

    [Test]
    [Requirement("What no rule takes, the load balancer answers itself: 404, nothing here", "The default action of the listener has the type fixed-response, with a FixedResponseConfig.")]
    public async Task RestIsNotFound()
    {
        foreach (var path in new[] { "/", "/orders?of=shop", "/about/shop" })
        {
            var reply = await AskAtAsync(path);
            if (reply is not { Status: 404, IsOfTheBalancer: true }) throw new AssertionException($"Expected 404 from the load balancer itself for GET {path}, but found {reply}.");
            Require($"what the load balancer says to GET {path}", reply.Text, "nothing here");
        }
    }

    [Test]
    [Requirement("/shop and everything below it is answered by the service shop", "A condition has several values: /shop/* does not match /shop. The load balancer leaves the path as it is.")]
    public async Task ShopAnswersItsPaths()
    {
        foreach (var path in new[] { "/shop", "/shop/", "/shop/orders?page=2" }) await RequireServiceAsync(Shop, path);
    }

    [Test]
    [Requirement("help.town.example is answered by the service help, whatever the path", "A condition with the field host-header has a HostHeaderConfig.")]
    public async Task HelpAnswersItsHost()
    {
        foreach (var path in new[] { "/", "/how/to/pay" }) await RequireServiceAsync(Help, path, HelpHost);
    }

    [Test]
    [Requirement("At help.town.example the shop's paths are answered by help too", "Both rules match this request. Which one is tried first?")]
    public async Task HelpComesFirst()
    {
        foreach (var path in new[] { "/shop", "/shop/orders" }) await RequireServiceAsync(Help, path, HelpHost);
    }

    [Test]
    [Requirement("The shop's neighbours are not the shop", "What else begins with /shop, and belongs to somebody else?")]
    public async Task NeighboursAreNotTheShop()
    {
        await RequireServiceAsync(Shop, "/shop/");
        foreach (var path in new[] { "/shopping", "/shop-window/", "/SHOP/orders" })
        {
            var reply = await AskAtAsync(path);
            if (reply is not { Status: 404, IsOfTheBalancer: true }) throw new AssertionException($"Expected 404 from the load balancer itself for GET {path}, but found {reply}.");
        }
    }

    private async Task<Reply> AskAtAsync(string path, string? host = null) => await AskAsync(await AddressOfAsync(Town, Port), path, host);

    private async Task RequireServiceAsync(string service, string path, string? host = null)
    {
        var reply = await AskAtAsync(path, host);
        // The task definitions say their family as their version.
        if (reply.Status != 200 || reply.Version != service)
            throw new AssertionException($"Expected GET {path}{(host is null ? "" : $" at {host}")} to be answered by a task of {service}, but found {(reply is { Status: 200, Version: { } other } ? $"one of {other}" : $"{reply}")}.");
    }
}
