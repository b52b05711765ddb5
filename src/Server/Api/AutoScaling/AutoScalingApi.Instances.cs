using Workbook.Orchestration.AutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

internal sealed partial class AutoScalingApi
{
    public ValueTask<DescribeAutoScalingInstancesResponse> DescribeAutoScalingInstancesAsync(DescribeAutoScalingInstancesRequest request, RequestContext context)
    {
        var world = Read(context);
        var found = world.AutoScalingGroups.Values
            .SelectMany(group => group.Members.Select(member => GroupView.Details(world, group, member)))
            .Where(member => request.InstanceIds is not { Count: > 0 } ids || ids.Contains(member.InstanceId!))
            .ToDictionary(member => member.InstanceId!, StringComparer.Ordinal);
        var (page, token) = Page(found, request.MaxRecords, request.NextToken);
        return Answer(new DescribeAutoScalingInstancesResponse { AutoScalingInstances = page, NextToken = token });
    }

    public ValueTask<SetInstanceProtectionResponse> SetInstanceProtectionAsync(SetInstanceProtectionRequest request, RequestContext context) =>
        Write<SetInstanceProtectionResponse>(context, (world, _) => GroupMembers.Protect(world, request.AutoScalingGroupName, request.InstanceIds ?? [], request.ProtectedFromScaleIn == true));

    public ValueTask<SetInstanceHealthResponse> SetInstanceHealthAsync(SetInstanceHealthRequest request, RequestContext context) =>
        Write<SetInstanceHealthResponse>(context, (world, now) => GroupMembers.SetHealth(world, request.InstanceId, request.HealthStatus, now));

    public ValueTask<TerminateInstanceInAutoScalingGroupResponse> TerminateInstanceInAutoScalingGroupAsync(TerminateInstanceInAutoScalingGroupRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, activity) = GroupMembers.Terminate(world, request.InstanceId, request.ShouldDecrementDesiredCapacity == true, now);
            return (next, new TerminateInstanceInAutoScalingGroupResponse { Activity = GroupView.Of(next, activity) });
        });

    public ValueTask<AttachInstancesResponse> AttachInstancesAsync(AttachInstancesRequest request, RequestContext context) =>
        Write<AttachInstancesResponse>(context, (world, now) => GroupMembers.Attach(world, request, now));

    public ValueTask<DetachInstancesResponse> DetachInstancesAsync(DetachInstancesRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, activities) = GroupMembers.Detach(world, request, now);
            return (next, new DetachInstancesResponse { Activities = activities.Select(activity => GroupView.Of(next, activity)).ToValueList() });
        });

    public ValueTask<PutLifecycleHookResponse> PutLifecycleHookAsync(PutLifecycleHookRequest request, RequestContext context) =>
        Write<PutLifecycleHookResponse>(context, (world, _) => LifecycleHooks.Put(world, request));

    public ValueTask<DeleteLifecycleHookResponse> DeleteLifecycleHookAsync(DeleteLifecycleHookRequest request, RequestContext context) =>
        Write<DeleteLifecycleHookResponse>(context, (world, now) => LifecycleHooks.Delete(world, request, now));

    public ValueTask<CompleteLifecycleActionResponse> CompleteLifecycleActionAsync(CompleteLifecycleActionRequest request, RequestContext context) =>
        Write<CompleteLifecycleActionResponse>(context, (world, now) => LifecycleHooks.Complete(world, request, now));

    public ValueTask<DescribeLifecycleHooksResponse> DescribeLifecycleHooksAsync(DescribeLifecycleHooksRequest request, RequestContext context)
    {
        var hooks = AutoScalingGroups.Find(Read(context), request.AutoScalingGroupName).Hooks
            .Where(hook => request.LifecycleHookNames is not { Count: > 0 } names || names.Contains(hook.LifecycleHookName!));
        return Answer(new DescribeLifecycleHooksResponse { LifecycleHooks = hooks.ToValueList() });
    }
}
