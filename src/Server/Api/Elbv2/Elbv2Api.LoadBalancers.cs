using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

internal sealed partial class Elbv2Api
{
    public ValueTask<CreateLoadBalancerResponse> CreateLoadBalancerAsync(CreateLoadBalancerRequest request, RequestContext context)
    {
        var id = NewId();
        return Write(context, (world, now) =>
        {
            var (next, balancer) = LoadBalancers.Create(world, request, id, now);
            return (next, new CreateLoadBalancerResponse { LoadBalancers = [BalancerView.Of(next, balancer)] });
        });
    }

    public ValueTask<DeleteLoadBalancerResponse> DeleteLoadBalancerAsync(DeleteLoadBalancerRequest request, RequestContext context) =>
        Write(context, (world, _) => (LoadBalancers.Delete(world, request.LoadBalancerArn), new DeleteLoadBalancerResponse()));

    public ValueTask<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(DescribeLoadBalancersRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(Named(world, request).Select(balancer => (balancer.Key, balancer)), request.Marker, request.PageSize);
        return Answer(new DescribeLoadBalancersResponse { LoadBalancers = page.Items.Select(balancer => BalancerView.Of(world, balancer)).ToValueList(), NextMarker = page.NextToken });
    }

    public ValueTask<SetSubnetsResponse> SetSubnetsAsync(SetSubnetsRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, balancer) = LoadBalancers.SetSubnets(world, request, now);
        return (next, new SetSubnetsResponse { AvailabilityZones = balancer.AvailabilityZones, IpAddressType = balancer.IpAddressType });
    });

    public ValueTask<SetSecurityGroupsResponse> SetSecurityGroupsAsync(SetSecurityGroupsRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, balancer) = LoadBalancers.SetSecurityGroups(world, request, now);
        return (next, new SetSecurityGroupsResponse { SecurityGroupIds = balancer.SecurityGroups });
    });

    public ValueTask<SetIpAddressTypeResponse> SetIpAddressTypeAsync(SetIpAddressTypeRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, balancer) = LoadBalancers.SetIpAddressType(world, request, now);
        return (next, new SetIpAddressTypeResponse { IpAddressType = balancer.IpAddressType });
    });

    public ValueTask<DescribeLoadBalancerAttributesResponse> DescribeLoadBalancerAttributesAsync(DescribeLoadBalancerAttributesRequest request, RequestContext context) =>
        Answer(new DescribeLoadBalancerAttributesResponse { Attributes = LoadBalancerAttributes.Describe(ElbLookup.FindLoadBalancer(Read(context), request.LoadBalancerArn)) });

    public ValueTask<ModifyLoadBalancerAttributesResponse> ModifyLoadBalancerAttributesAsync(ModifyLoadBalancerAttributesRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, balancer) = LoadBalancerAttributes.Modify(world, request);
        return (next, new ModifyLoadBalancerAttributesResponse { Attributes = LoadBalancerAttributes.Describe(balancer) });
    });

    /// <summary>Nobody has reserved any: what carries the traffic is this machine.</summary>
    public ValueTask<DescribeCapacityReservationResponse> DescribeCapacityReservationAsync(DescribeCapacityReservationRequest request, RequestContext context)
    {
        _ = ElbLookup.FindLoadBalancer(Read(context), request.LoadBalancerArn);
        return Answer(new DescribeCapacityReservationResponse { DecreaseRequestsRemaining = 2, CapacityReservationState = [] });
    }

    private static IEnumerable<ElbLoadBalancer> Named(World world, DescribeLoadBalancersRequest request)
    {
        var (arns, names) = (request.LoadBalancerArns ?? [], request.Names ?? []);
        if (arns.Count > 0 && names.Count > 0) throw ElbRefusal.Validation("Load balancer names and load balancer ARNs cannot be specified at the same time");
        if (names.Count > 0)
        {
            var lost = names.Where(name => world.LoadBalancingIndex.LoadBalancerNamed(name) is null).ToList();
            return lost.Count == 0 ? names.Select(name => world.LoadBalancers[world.LoadBalancingIndex.LoadBalancerNamed(name)!])
                : throw Elbv2Errors.LoadBalancerNotFound($"Load balancers '[{string.Join(", ", lost)}]' not found");
        }
        if (arns.Count == 0) return world.LoadBalancers.Values;
        var keys = arns.Select(arn => (Arn: arn, Key: ElbArn.LoadBalancerKey(world.Scope, arn) ?? throw ElbRefusal.Validation($"'{arn}' is not a valid load balancer ARN"))).ToList();
        var gone = keys.Where(each => !world.LoadBalancers.ContainsKey(each.Key)).Select(each => each.Arn).ToList();
        return gone.Count == 0 ? keys.Select(each => world.LoadBalancers[each.Key]) : throw Elbv2Errors.LoadBalancerNotFound($"Load balancers '[{string.Join(", ", gone)}]' not found");
    }
}
