using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Worlds;
using Workbook.Server.ApplicationAutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Server.Api.ApplicationAutoScaling;

/// <summary>
/// The Application Auto Scaling API over the state store: what changes something here, what is shown in <c>.Describe</c>. The rules themselves are
/// the core's.
/// </summary>
internal sealed partial class ApplicationAutoScalingApi(StateStore store, Action stimulate, ResourceIds resourceIds) : IApplicationAutoScaling
{
    public ValueTask<RegisterScalableTargetResponse> RegisterScalableTargetAsync(RegisterScalableTargetRequest request, RequestContext context)
    {
        var id = resourceIds.NewId();
        return Write(context, (world, now) =>
        {
            var (next, target) = ScalableTargets.Register(world, request, id, now);
            return (next, new RegisterScalableTargetResponse { ScalableTargetARN = target.Arn(context.Scope) });
        });
    }

    public ValueTask<DeregisterScalableTargetResponse> DeregisterScalableTargetAsync(DeregisterScalableTargetRequest request, RequestContext context) =>
        Write<DeregisterScalableTargetResponse>(context, (world, now) => ScalableTargets.Deregister(world, request, now));

    public ValueTask<PutScalingPolicyResponse> PutScalingPolicyAsync(PutScalingPolicyRequest request, RequestContext context)
    {
        var ids = new PolicyIds(resourceIds.NewUuid(), resourceIds.NewUuid(), resourceIds.NewUuid(), resourceIds.NewUuid());
        return Write(context, (world, now) =>
        {
            var (next, policy) = ScalingPolicies.Put(world, request, ids, now);
            return (next, new PutScalingPolicyResponse { PolicyARN = policy.Arn(context.Scope), Alarms = ScalingView.Alarms(next, policy) });
        });
    }

    public ValueTask<DeleteScalingPolicyResponse> DeleteScalingPolicyAsync(DeleteScalingPolicyRequest request, RequestContext context) =>
        Write<DeleteScalingPolicyResponse>(context, (world, now) => ScalingPolicies.Delete(world, request, now));

    public ValueTask<PutScheduledActionResponse> PutScheduledActionAsync(PutScheduledActionRequest request, RequestContext context)
    {
        var id = resourceIds.NewUuid();
        return Write<PutScheduledActionResponse>(context, (world, now) => ScheduledActions.Put(world, request, id, now));
    }

    public ValueTask<DeleteScheduledActionResponse> DeleteScheduledActionAsync(DeleteScheduledActionRequest request, RequestContext context) =>
        Write<DeleteScheduledActionResponse>(context, (world, _) => ScheduledActions.Delete(world, request));

    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Write<TagResourceResponse>(context, (world, _) => ScalingTags.Tag(world, request));

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Write<UntagResourceResponse>(context, (world, _) => ScalingTags.Untag(world, request));

    public ValueTask<GetPredictiveScalingForecastResponse> GetPredictiveScalingForecastAsync(GetPredictiveScalingForecastRequest request, RequestContext context) =>
        throw ScalingRefusal.NotServed("predictive scaling");

    private World Read(RequestContext context) => store.Read(context.Scope);

    /// <summary>A change that needs no more than to be done.</summary>
    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, World> change)
        where T : new() => Write(context, (world, now) => (change(world, now), new T()));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }
}
