using System.Net.Http.Json;
using System.Text.Json;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using ElbBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>What the checks of load balancers share: they ask as a visitor would, which a submission cannot.</summary>
public abstract class LoadBalancingChecks : ClusterChecks
{
    /// <summary>Who said it: the application names its task and its version, the load balancer itself neither.</summary>
    protected sealed record Reply(int Status, string? Version, string? Task, string Text, bool IsOfTheBalancer)
    {
        public override string ToString() => Task is null ? $"{Status}{(IsOfTheBalancer ? " from the load balancer itself" : "")}" : $"{Status} from a task of version {Version}";
    }

    protected IAmazonElasticLoadBalancingV2 LoadBalancing => Aws.LoadBalancing;

    /// <summary>A subnet in each of two Availability Zones.</summary>
    protected async Task<List<string>> TwoSubnetsAsync() =>
        [.. (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets.Take(2).Select(subnet => subnet.SubnetId)];

    /// <summary>Registers a task definition for Fargate whose container <c>app</c> listens on port 8080 and says its version.</summary>
    protected async Task<string> RegisterAppAsync(string family, string image = "hello", string version = "1") =>
        (await Ecs.RegisterTaskDefinitionAsync(new()
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
                    Image = image,
                    PortMappings = [new() { ContainerPort = 8080 }],
                    Environment = [new() { Name = "APP_VERSION", Value = version }],
                    StopTimeout = 5,
                },
            ],
        })).TaskDefinition.TaskDefinitionArn;

    /// <summary>Makes a load balancer that nothing listens on yet.</summary>
    protected async Task<ElbBalancer> MakeBalancerAsync(string name) =>
        (await LoadBalancing.CreateLoadBalancerAsync(new() { Name = name, Subnets = await TwoSubnetsAsync() })).LoadBalancers[0];

    /// <summary>Makes a target group for tasks, whose health check is quick.</summary>
    protected async Task<string> MakeGroupAsync(string name, string vpc, string healthCheckPath = "/health", string healthCheckPort = "traffic-port") =>
        (await LoadBalancing.CreateTargetGroupAsync(new()
        {
            Name = name,
            Protocol = ProtocolEnum.HTTP,
            Port = 8080,
            VpcId = vpc,
            TargetType = TargetTypeEnum.Ip,
            HealthCheckPath = healthCheckPath,
            HealthCheckPort = healthCheckPort,
            HealthCheckIntervalSeconds = 10,
            HealthCheckTimeoutSeconds = 5,
            HealthyThresholdCount = 2,
            UnhealthyThresholdCount = 2,
        })).TargetGroups[0].TargetGroupArn;

    /// <summary>Makes a service on Fargate, behind a target group where there is one.</summary>
    protected async Task MakeServiceAsync(string cluster, string name, string definition, int count, string? group = null, int? gracePeriod = null) =>
        await Ecs.CreateServiceAsync(new()
        {
            Cluster = cluster,
            ServiceName = name,
            TaskDefinition = definition,
            DesiredCount = count,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = await TwoSubnetsAsync() } },
            LoadBalancers = group is null ? null : [new() { TargetGroupArn = group, ContainerName = "app", ContainerPort = 8080 }],
            HealthCheckGracePeriodSeconds = gracePeriod,
        });

    /// <summary>A service that is not deleted; the check fails where there is none.</summary>
    protected async Task<Service> ServiceOfAsync(string cluster, string name)
    {
        try
        {
            var services = (await Ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [name] })).Services ?? [];
            return services.FirstOrDefault(each => each.Status == "ACTIVE") ?? throw new AssertionException($"Expected a service {name} in the cluster {cluster}, but found none.");
        }
        catch (ClusterNotFoundException)
        {
            throw new AssertionException($"Expected a service {name} in the cluster {cluster}, but found no such cluster.");
        }
    }

    /// <summary>The check fails where there is no such load balancer.</summary>
    protected async Task<ElbBalancer> BalancerAsync(string name)
    {
        try
        {
            return (await LoadBalancing.DescribeLoadBalancersAsync(new() { Names = [name] })).LoadBalancers[0];
        }
        catch (LoadBalancerNotFoundException)
        {
            throw new AssertionException($"Expected a load balancer named {name}, but found none.");
        }
    }

    /// <summary>The check fails where there is no such target group.</summary>
    protected async Task<TargetGroup> GroupAsync(string name)
    {
        try
        {
            return (await LoadBalancing.DescribeTargetGroupsAsync(new() { Names = [name] })).TargetGroups[0];
        }
        catch (TargetGroupNotFoundException)
        {
            throw new AssertionException($"Expected a target group named {name}, but found none.");
        }
    }

    /// <summary>The listener at a port of a load balancer; the check fails where there is none.</summary>
    protected async Task<Listener> ListenerAsync(string balancer, int port)
    {
        var listeners = (await LoadBalancing.DescribeListenersAsync(new() { LoadBalancerArn = (await BalancerAsync(balancer)).LoadBalancerArn })).Listeners ?? [];
        return listeners.FirstOrDefault(each => each.Port == port)
            ?? throw new AssertionException($"Expected a listener of {balancer} at port {port}, but found {(listeners.Count == 0 ? "none at all" : "only " + ListOf(listeners.Select(each => $"{each.Port}")))}.");
    }

    /// <summary>The state of each target of a group, such as <c>healthy, unhealthy</c>.</summary>
    protected async Task<IReadOnlyList<string>> TargetStatesAsync(string group) =>
        [.. ((await LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = (await GroupAsync(group)).TargetGroupArn })).TargetHealthDescriptions ?? []).Select(each => each.TargetHealth.State.Value)];

    /// <summary>The check fails unless a group has so many targets and all of them are healthy.</summary>
    protected static void RequireHealthy(string group, IReadOnlyList<string> states, int count)
    {
        if (states.Count != count || states.Any(state => state != "healthy")) throw new AssertionException($"Expected {count} healthy targets in the target group {group}, but found {ListOf(states)}.");
    }

    /// <summary>Lets a minute pass, and another, until nothing changes in a group any more, but not for ever.</summary>
    protected async Task SettleAsync(params string[] groups)
    {
        for (var minute = 0; minute < (IsEmbedded ? 10 : 1) && !await AreHealthyAsync(groups); minute++)
            await LetPassAsync(TimeSpan.FromMinutes(1), "all targets are healthy", () => AreHealthyAsync(groups));
    }

    /// <summary>Where a listener answers: on a workbook perhaps at another port of this machine, as its own may be in use.</summary>
    protected async Task<Uri> AddressOfAsync(string balancer, int port) => await Aws.WaitForListenerAsync((await ListenerAsync(balancer, port)).ListenerArn);

    /// <summary>Asks once, as a visitor does.</summary>
    /// <param name="listener">See <see cref="AddressOfAsync"/>.</param>
    /// <param name="path">With its slash.</param>
    /// <param name="host">The name that the visitor typed; the load balancer's own unless given.</param>
    protected async Task<Reply> AskAsync(Uri listener, string path = "/", string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(listener, path));
        request.Headers.Accept.ParseAdd("application/json");
        if (host is not null) request.Headers.Host = host;
        try
        {
            using var response = await Aws.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var (version, task) = response.Content.Headers.ContentType?.MediaType == "application/json" ? Whereabouts(text) : (null, null);
            return new((int)response.StatusCode, version, task, text, response.Headers.Server.ToString().StartsWith("awselb", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            throw new AssertionException($"Expected an answer to GET {path}, but found the connection broken: {error.Message}");
        }
    }

    /// <summary>Asks many times, one after the other.</summary>
    protected async Task<IReadOnlyList<Reply>> AskOftenAsync(Uri listener, int times)
    {
        var replies = new List<Reply>();
        for (var i = 0; i < times; i++) replies.Add(await AskAsync(listener));
        return replies;
    }

    private async Task<bool> AreHealthyAsync(string[] groups)
    {
        var states = new List<string>();
        foreach (var group in groups) states.AddRange(await TargetStatesAsync(group));
        return states.Count > 0 && states.TrueForAll(state => state == "healthy");
    }

    private static (string? Version, string? Task) Whereabouts(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return (json.RootElement.GetProperty("Version").GetString(), json.RootElement.GetProperty("Task").GetString());
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, null);
        }
    }
}
