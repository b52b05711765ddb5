using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Elb;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Server.Api.Elb;

/// <summary>The Elastic Load Balancing API of 2012: classic load balancers, which ECS supports but does not recommend. They carry no traffic here.</summary>
internal sealed class ElbApi(StateStore store, System.Action stimulate) : IElb
{
    private const int LargestPage = 400;

    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        Answer(new DescribeAccountLimitsResponse
        {
            Limits =
            [
                new() { Name = "classic-load-balancers", Max = "20" },
                new() { Name = "classic-listeners", Max = "100" },
                new() { Name = "classic-registered-instances", Max = "1000" },
            ],
        });

    public ValueTask<CreateLoadBalancerResponse> CreateLoadBalancerAsync(CreateLoadBalancerRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, balancer) = ClassicLoadBalancers.Create(world, request, now);
        return (next, new CreateLoadBalancerResponse { DNSName = DnsName(world, balancer) });
    });

    public ValueTask<DeleteLoadBalancerResponse> DeleteLoadBalancerAsync(DeleteLoadBalancerRequest request, RequestContext context) =>
        Write(context, (world, _) => (ClassicLoadBalancers.Delete(world, request.LoadBalancerName), new DeleteLoadBalancerResponse()));

    public ValueTask<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(DescribeLoadBalancersRequest request, RequestContext context)
    {
        var world = Read(context);
        var names = request.LoadBalancerNames is { Count: > 0 } named ? named.Select(name => ClassicLoadBalancers.Find(world, name).Name).Distinct() : world.ClassicLoadBalancers.Keys;
        var page = Paging.Of(names.Order(StringComparer.Ordinal), request.Marker, request.PageSize ?? LargestPage, name => world.ClassicLoadBalancers[name], Invalid, largest: LargestPage);
        return Answer(new DescribeLoadBalancersResponse { LoadBalancerDescriptions = page.Items.Select(balancer => Shown(world, balancer)).ToValueList(), NextMarker = page.NextToken });
    }

    public ValueTask<CreateLoadBalancerListenersResponse> CreateLoadBalancerListenersAsync(CreateLoadBalancerListenersRequest request, RequestContext context) =>
        Write(context, (world, _) => (ClassicListeners.Create(world, request), new CreateLoadBalancerListenersResponse()));

    public ValueTask<DeleteLoadBalancerListenersResponse> DeleteLoadBalancerListenersAsync(DeleteLoadBalancerListenersRequest request, RequestContext context) =>
        Write(context, (world, _) => (ClassicListeners.Delete(world, request), new DeleteLoadBalancerListenersResponse()));

    public ValueTask<ConfigureHealthCheckResponse> ConfigureHealthCheckAsync(ConfigureHealthCheckRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, balancer) = ClassicLoadBalancers.ConfigureHealthCheck(world, request);
        return (next, new ConfigureHealthCheckResponse { HealthCheck = balancer.HealthCheck });
    });

    public ValueTask<DescribeLoadBalancerAttributesResponse> DescribeLoadBalancerAttributesAsync(DescribeLoadBalancerAttributesRequest request, RequestContext context) =>
        Answer(new DescribeLoadBalancerAttributesResponse { LoadBalancerAttributes = ClassicLoadBalancers.Find(Read(context), request.LoadBalancerName).Attributes });

    public ValueTask<ModifyLoadBalancerAttributesResponse> ModifyLoadBalancerAttributesAsync(ModifyLoadBalancerAttributesRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, balancer) = ClassicAttributes.Modify(world, request);
        return (next, new ModifyLoadBalancerAttributesResponse { LoadBalancerName = balancer.Name, LoadBalancerAttributes = balancer.Attributes });
    });

    public ValueTask<RegisterInstancesWithLoadBalancerResponse> RegisterInstancesWithLoadBalancerAsync(RegisterInstancesWithLoadBalancerRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, balancer) = ClassicLoadBalancers.Register(world, request);
        return (next, new RegisterInstancesWithLoadBalancerResponse { Instances = InstancesOf(balancer) });
    });

    public ValueTask<DeregisterInstancesFromLoadBalancerResponse> DeregisterInstancesFromLoadBalancerAsync(DeregisterInstancesFromLoadBalancerRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, balancer) = ClassicLoadBalancers.Deregister(world, request);
        return (next, new DeregisterInstancesFromLoadBalancerResponse { Instances = InstancesOf(balancer) });
    });

    public ValueTask<DescribeInstanceHealthResponse> DescribeInstanceHealthAsync(DescribeInstanceHealthRequest request, RequestContext context)
    {
        var world = Read(context);
        var balancer = ClassicLoadBalancers.Find(world, request.LoadBalancerName);
        var ids = request.Instances is { Count: > 0 } asked ? asked.Select(instance => instance.InstanceId ?? throw Invalid("An instance ID must be specified")) : balancer.InstanceIds;
        return Answer(new DescribeInstanceHealthResponse { InstanceStates = ids.Select(id => ClassicLoadBalancers.StateOf(world, balancer, id)).ToValueList() });
    }

    public ValueTask<AddTagsResponse> AddTagsAsync(AddTagsRequest request, RequestContext context) => Write(context, (world, _) => (ClassicLoadBalancers.Tag(world, request), new AddTagsResponse()));

    public ValueTask<RemoveTagsResponse> RemoveTagsAsync(RemoveTagsRequest request, RequestContext context) => Write(context, (world, _) => (ClassicLoadBalancers.Untag(world, request), new RemoveTagsResponse()));

    public ValueTask<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, RequestContext context)
    {
        var world = Read(context);
        return Answer(new DescribeTagsResponse
        {
            TagDescriptions = (request.LoadBalancerNames ?? []).Select(name => new TagDescription { LoadBalancerName = name, Tags = ClassicLoadBalancers.Find(world, name).Tags }).ToValueList(),
        });
    }

    public ValueTask<DescribeLoadBalancerPolicyTypesResponse> DescribeLoadBalancerPolicyTypesAsync(DescribeLoadBalancerPolicyTypesRequest request, RequestContext context) =>
        Answer(new DescribeLoadBalancerPolicyTypesResponse
        {
            PolicyTypeDescriptions = request.PolicyTypeNames is { Count: > 0 } names ? names.Select(ClassicPolicyTypes.Find).ToValueList() : ClassicPolicyTypes.All,
        });

    private static LoadBalancerDescription Shown(World world, ClassicLoadBalancer balancer) => new()
    {
        LoadBalancerName = balancer.Name,
        DNSName = DnsName(world, balancer),
        CanonicalHostedZoneName = DnsName(world, balancer),
        CanonicalHostedZoneNameID = "Z35SXDOTRQ7X7K",
        ListenerDescriptions = balancer.Listeners.Select(listener => new ListenerDescription { Listener = listener, PolicyNames = [] }).ToValueList(),
        Policies = new() { AppCookieStickinessPolicies = [], LBCookieStickinessPolicies = [], OtherPolicies = [] },
        BackendServerDescriptions = [],
        AvailabilityZones = balancer.AvailabilityZones,
        Subnets = balancer.SubnetIds,
        VPCId = balancer.VpcId,
        Instances = InstancesOf(balancer),
        HealthCheck = balancer.HealthCheck,
        SourceSecurityGroup = balancer.SecurityGroupIds is [var first, ..] ? new() { OwnerAlias = world.Scope.Account, GroupName = world.FindEc2<Ec2SecurityGroup>(first)?.Name } : null,
        SecurityGroups = balancer.SecurityGroupIds,
        CreatedTime = balancer.CreatedAt,
        Scheme = balancer.Scheme,
    };

    private static ValueList<Instance> InstancesOf(ClassicLoadBalancer balancer) => balancer.InstanceIds.Select(id => new Instance { InstanceId = id }).ToValueList();

    private static string DnsName(World world, ClassicLoadBalancer balancer) => ElbLoadBalancer.DnsNameOf(world.Scope, balancer.Scheme == "internal" ? $"internal-{balancer.Name}" : balancer.Name);

    private static ApiException Invalid(string message) => ElbErrors.Create("ValidationError", message);

    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => change(DefaultNetwork.Ensure(world), now));
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
