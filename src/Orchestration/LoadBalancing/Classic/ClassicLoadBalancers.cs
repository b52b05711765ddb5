using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>CreateLoadBalancer and what changes a classic load balancer, in the words of the API of 2012.</summary>
public static class ClassicLoadBalancers
{
    private const int LongestName = 32;
    private const int Most = 20;

    /// <summary>A new one, or the one that is there when it has the very same settings.</summary>
    public static (World World, ClassicLoadBalancer Balancer) Create(World world, CreateLoadBalancerRequest request, DateTimeOffset now)
    {
        var name = NameOf(request.LoadBalancerName);
        if (request.Listeners is not { Count: > 0 } listeners) throw Validation("Listeners cannot be empty");
        if (request.Scheme is not (null or "internet-facing" or "internal")) throw ElbErrors.InvalidScheme($"Scheme '{request.Scheme}' is not valid; it must be 'internet-facing' or 'internal'");
        var subnets = SubnetsOf(world, request);
        var vpc = subnets[0].VpcId;
        var checkedListeners = ClassicListeners.Add([], listeners, name);
        var balancer = new ClassicLoadBalancer(name, now)
        {
            Scheme = request.Scheme ?? "internet-facing",
            VpcId = vpc,
            AvailabilityZones = subnets.Select(subnet => subnet.Zone).ToValueList(),
            SubnetIds = subnets.Select(subnet => subnet.Id).ToValueList(),
            SecurityGroupIds = GroupsOf(world, vpc, request.SecurityGroups),
            Listeners = checkedListeners,
            HealthCheck = new()
            {
                Target = string.Create(CultureInfo.InvariantCulture, $"TCP:{checkedListeners[0].InstancePort}"),
                Interval = 30,
                Timeout = 5,
                UnhealthyThreshold = 2,
                HealthyThreshold = 10,
            },
            Attributes = ClassicAttributes.Defaults,
            Tags = Merge([], request.Tags ?? []),
        };
        if (world.ClassicLoadBalancers.TryGetValue(name, out var there))
        {
            return there == balancer with { CreatedAt = there.CreatedAt, HealthCheck = there.HealthCheck, Attributes = there.Attributes, InstanceIds = there.InstanceIds }
                ? (world, there)
                : throw ElbErrors.DuplicateAccessPointName($"Load Balancer named {name} already exists and it is configured with different parameters.");
        }
        if (world.ClassicLoadBalancers.Count >= Most) throw ElbErrors.TooManyAccessPoints($"The maximum number of load balancers has been reached: {Most}");
        return (world.Put(balancer), balancer);
    }

    /// <summary>One that does not exist is deleted already.</summary>
    public static World Delete(World world, string? name) => world.ClassicLoadBalancers.TryGetValue(name ?? "", out var balancer) ? world.Remove(balancer) : world;

    public static (World World, ClassicLoadBalancer Balancer) ConfigureHealthCheck(World world, ConfigureHealthCheckRequest request)
    {
        var balancer = Find(world, request.LoadBalancerName);
        var check = request.HealthCheck!;
        var (protocol, rest) = check.Target!.Split(':', 2) is [var first, var second] ? (first.ToUpperInvariant(), second) : ("", "");
        if (protocol is not ("HTTP" or "HTTPS" or "TCP" or "SSL")) throw Validation("HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL");
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var isHttp = protocol is "HTTP" or "HTTPS";
        if (!AttributeRule.IsNumber(slash < 0 ? rest : rest[..slash], 1, 65535)) throw Validation("HealthCheck Target must specify a port in the range 1-65535");
        if (isHttp != slash >= 0) throw Validation(isHttp ? $"HealthCheck {protocol} Target must specify a port followed by a path that begins with '/'. e.g. {protocol}:80/ping/this/path" : $"HealthCheck {protocol} Target must specify a port only");
        if (check.Timeout >= check.Interval) throw Validation("HealthCheck Timeout must be less than the Interval");
        return Put(world, balancer with { HealthCheck = check with { Target = $"{protocol}:{rest}" } });
    }

    public static (World World, ClassicLoadBalancer Balancer) Register(World world, RegisterInstancesWithLoadBalancerRequest request)
    {
        var balancer = Find(world, request.LoadBalancerName);
        var ids = InstancesOf(world, request.Instances);
        if (ids.FirstOrDefault(id => world.FindEc2<Ec2Instance>(id)!.VpcId != balancer.VpcId) is { } foreign) throw ElbErrors.InvalidEndPoint($"EC2 instance {foreign} is not in the same VPC as ELB.");
        return Put(world, balancer with { InstanceIds = balancer.InstanceIds.Union(ids).ToValueList() });
    }

    public static (World World, ClassicLoadBalancer Balancer) Deregister(World world, DeregisterInstancesFromLoadBalancerRequest request)
    {
        var balancer = Find(world, request.LoadBalancerName);
        return Put(world, balancer with { InstanceIds = balancer.InstanceIds.Except(InstancesOf(world, request.Instances)).ToValueList() });
    }

    /// <summary>A running instance is in service: nothing here asks it.</summary>
    public static InstanceState StateOf(World world, ClassicLoadBalancer balancer, string id)
    {
        if (!balancer.InstanceIds.Contains(id)) return OutOfService(id, "Instance is not currently registered with the LoadBalancer.");
        return world.FindEc2<Ec2Instance>(id) switch
        {
            { Status: Ec2InstanceStatus.Running } => new() { InstanceId = id, State = "InService", ReasonCode = "N/A", Description = "N/A" },
            { IsEnding: false } => OutOfService(id, "Instance is in stopped state."),
            _ => OutOfService(id, "Instance is in terminated state."),
        };
    }

    public static World Tag(World world, AddTagsRequest request) => (request.LoadBalancerNames ?? []).Select(name => Find(world, name))
        .Aggregate(world, (next, balancer) => next.Put(balancer with { Tags = Merge(balancer.Tags, request.Tags ?? []) }));

    public static World Untag(World world, RemoveTagsRequest request) => (request.LoadBalancerNames ?? []).Select(name => Find(world, name))
        .Aggregate(world, (next, balancer) => next.Put(balancer with { Tags = balancer.Tags.Where(tag => (request.Tags ?? []).All(gone => gone.Key != tag.Key)).ToValueList() }));

    /// <exception cref="ApiException">There is none of that name.</exception>
    public static ClassicLoadBalancer Find(World world, string? name) =>
        world.ClassicLoadBalancers.GetValueOrDefault(NameOf(name)) ?? throw ElbErrors.AccessPointNotFound($"There is no ACTIVE Load Balancer named '{name}'");

    internal static ApiException Validation(string message) => ElbErrors.Create("ValidationError", message);

    internal static (World, ClassicLoadBalancer) Put(World world, ClassicLoadBalancer balancer) => (world.Put(balancer), balancer);

    private static string NameOf(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw Validation("LoadBalancer name cannot be empty");
        if (name.Length > LongestName) throw Validation($"LoadBalancer name cannot be longer than {LongestName} characters");
        return name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? name : throw Validation("LoadBalancer name cannot contain characters that are not letters, or digits or the dash.");
    }

    private static List<Ec2Subnet> SubnetsOf(World world, CreateLoadBalancerRequest request)
    {
        var (zones, ids) = (request.AvailabilityZones ?? [], request.Subnets ?? []);
        if (zones.Count > 0 == ids.Count > 0) throw Validation(zones.Count > 0 ? "Only one of SubnetIds or AvailabilityZones parameter may be specified" : "Either AvailabilityZones or SubnetIds must be specified");
        var subnets = (zones.Count > 0
                ? zones.Distinct().Select(zone => DefaultNetwork.SubnetOf(world, zone) ?? throw Validation($"Requested AZ(s) {zone} not valid"))
                : ids.Distinct().Select(id => world.FindEc2<Ec2Subnet>(id) ?? throw ElbErrors.SubnetNotFound($"The subnet ID '{id}' does not exist")))
            .OrderBy(subnet => subnet.Zone, StringComparer.Ordinal).ToList();
        if (subnets.DistinctBy(subnet => subnet.VpcId).Count() > 1) throw Configuration("All subnets must belong to the same VPC");
        if (subnets.DistinctBy(subnet => subnet.Zone).Count() < subnets.Count) throw Configuration("ELB cannot be attached to multiple subnets in the same AZ.");
        return subnets;
    }

    private static ValueList<string> GroupsOf(World world, string vpc, ValueList<string>? named)
    {
        if (named is not { Count: > 0 }) return SecurityGroups.In(world, vpc, SecurityGroups.DefaultName) is { } own ? [own.Id] : [];
        return named.All(id => world.FindEc2<Ec2SecurityGroup>(id)?.VpcId == vpc) ? named.Distinct().ToValueList() : throw Configuration("One or more security groups are invalid");
    }

    private static ValueList<string> InstancesOf(World world, ValueList<Instance>? instances) => (instances ?? []).Select(instance =>
        world.FindEc2<Ec2Instance>(instance.InstanceId)?.Id ?? throw ElbErrors.InvalidEndPoint($"Could not find EC2 instance {instance.InstanceId}.")).Distinct().ToValueList();

    private static ValueList<Tag> Merge(ValueList<Tag> own, ValueList<Tag> added)
    {
        if (added.FirstOrDefault(tag => string.IsNullOrEmpty(tag.Key)) is not null) throw Validation("A tag key must be specified");
        if (added.GroupBy(tag => tag.Key).FirstOrDefault(same => same.Count() > 1) is { } twice) throw ElbErrors.DuplicateTagKeys($"Tag key '{twice.Key}' was specified more than once");
        var merged = own.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added.Select(tag => tag with { Value = tag.Value ?? "" })).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();
        return merged.Count > ElbQuotas.Tags ? throw ElbErrors.TooManyTags($"The maximum number of tags per resource has been reached: {ElbQuotas.Tags}") : merged;
    }

    private static InstanceState OutOfService(string id, string description) => new() { InstanceId = id, State = "OutOfService", ReasonCode = "Instance", Description = description };

    /// <summary>409 in the model, unlike the newer API's.</summary>
    private static ApiException Configuration(string message) => ElbErrors.InvalidConfigurationRequest(message);
}
