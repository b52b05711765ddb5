using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

internal sealed partial class Elbv2Api
{
    public ValueTask<CreateTargetGroupResponse> CreateTargetGroupAsync(CreateTargetGroupRequest request, RequestContext context)
    {
        var id = NewId();
        return Write(context, (world, now) =>
        {
            var (next, group) = TargetGroups.Create(world, request, id, now);
            return (next, new CreateTargetGroupResponse { TargetGroups = [TargetGroupView.Of(next, group)] });
        });
    }

    public ValueTask<ModifyTargetGroupResponse> ModifyTargetGroupAsync(ModifyTargetGroupRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, group) = TargetGroups.Modify(world, request, now);
        return (next, new ModifyTargetGroupResponse { TargetGroups = [TargetGroupView.Of(next, group)] });
    });

    public ValueTask<DeleteTargetGroupResponse> DeleteTargetGroupAsync(DeleteTargetGroupRequest request, RequestContext context) =>
        Write(context, (world, now) => (TargetGroups.Delete(world, request.TargetGroupArn, now), new DeleteTargetGroupResponse()));

    public ValueTask<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(DescribeTargetGroupsRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(Named(world, request).Select(group => (group.Key, group)), request.Marker, request.PageSize);
        return Answer(new DescribeTargetGroupsResponse { TargetGroups = page.Items.Select(group => TargetGroupView.Of(world, group)).ToValueList(), NextMarker = page.NextToken });
    }

    public ValueTask<DescribeTargetGroupAttributesResponse> DescribeTargetGroupAttributesAsync(DescribeTargetGroupAttributesRequest request, RequestContext context) =>
        Answer(new DescribeTargetGroupAttributesResponse { Attributes = TargetGroupAttributes.Describe(ElbLookup.FindTargetGroup(Read(context), request.TargetGroupArn)) });

    public ValueTask<ModifyTargetGroupAttributesResponse> ModifyTargetGroupAttributesAsync(ModifyTargetGroupAttributesRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, group) = TargetGroupAttributes.Modify(world, request);
        return (next, new ModifyTargetGroupAttributesResponse { Attributes = TargetGroupAttributes.Describe(group) });
    });

    public ValueTask<RegisterTargetsResponse> RegisterTargetsAsync(RegisterTargetsRequest request, RequestContext context) =>
        Write(context, (world, now) => (Targets.Register(world, request, now), new RegisterTargetsResponse()));

    public ValueTask<DeregisterTargetsResponse> DeregisterTargetsAsync(DeregisterTargetsRequest request, RequestContext context) =>
        Write(context, (world, now) => (Targets.Deregister(world, request, now), new DeregisterTargetsResponse()));

    public ValueTask<DescribeTargetHealthResponse> DescribeTargetHealthAsync(DescribeTargetHealthRequest request, RequestContext context) =>
        Answer(new DescribeTargetHealthResponse { TargetHealthDescriptions = Targets.Describe(Read(context), request) });

    private static IEnumerable<ElbTargetGroup> Named(World world, DescribeTargetGroupsRequest request)
    {
        var (arns, names) = (request.TargetGroupArns ?? [], request.Names ?? []);
        if (new[] { arns.Count > 0, names.Count > 0, request.LoadBalancerArn is not null }.Count(given => given) > 1)
            throw ElbRefusal.Validation("Only one of target group names, target group ARNs and a load balancer ARN can be specified");
        if (request.LoadBalancerArn is { } balancerArn)
        {
            var balancer = ElbLookup.FindLoadBalancer(world, balancerArn);
            return world.LoadBalancingIndex.ListenersOf(balancer.Key)
                .SelectMany(key => Forwards.GroupsOf(world.Listeners[key].DefaultActions).Concat(Rules.Of(world, world.Listeners[key]).SelectMany(rule => Forwards.GroupsOf(rule.Actions))))
                .Distinct()
                .Select(arn => ElbLookup.FindTargetGroup(world, arn));
        }
        if (names.Count > 0)
            return names.Select(name => world.LoadBalancingIndex.TargetGroupNamed(name) is { } key ? world.TargetGroups[key] : throw Lost()).ToList();
        return arns.Count == 0 ? world.TargetGroups.Values
            : arns.Select(arn => world.TargetGroups.GetValueOrDefault(ElbArn.TargetGroupKey(world.Scope, arn) ?? throw ElbRefusal.Validation($"'{arn}' is not a valid target group ARN")) ?? throw Lost()).ToList();
    }

    private static ApiException Lost() => Elbv2Errors.TargetGroupNotFound("One or more target groups not found");
}
