using System.Globalization;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Server.Api.ApplicationAutoScaling;

/// <summary>What there is. Of other services than ECS nothing is.</summary>
internal sealed partial class ApplicationAutoScalingApi
{
    private const int LargestPage = 50;

    public ValueTask<DescribeScalableTargetsResponse> DescribeScalableTargetsAsync(DescribeScalableTargetsRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(
            world.ScalableTargets.Values.Where(target => IsServed(request.ServiceNamespace, request.ScalableDimension) && (request.ResourceIds is not { Count: > 0 } ids || ids.Contains(target.ResourceId))).Select(target => target.Key),
            request.NextToken, request.MaxResults, key => ScalingView.Of(world.ScalableTargets[key], context.Scope));
        return new(new DescribeScalableTargetsResponse { ScalableTargets = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<DescribeScalingPoliciesResponse> DescribeScalingPoliciesAsync(DescribeScalingPoliciesRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(
            world.ScalingPolicies.Values
                .Where(policy => IsServed(request.ServiceNamespace, request.ScalableDimension) && (request.ResourceId ?? policy.TargetKey) == policy.TargetKey
                    && (request.PolicyNames is not { Count: > 0 } names || names.Contains(policy.Name)))
                .Select(policy => policy.Key),
            request.NextToken, request.MaxResults, key => ScalingView.Of(world, world.ScalingPolicies[key]));
        return new(new DescribeScalingPoliciesResponse { ScalingPolicies = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<DescribeScheduledActionsResponse> DescribeScheduledActionsAsync(DescribeScheduledActionsRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(
            world.ScheduledActions.Values
                .Where(action => IsServed(request.ServiceNamespace, request.ScalableDimension) && (request.ResourceId ?? action.TargetKey) == action.TargetKey
                    && (request.ScheduledActionNames is not { Count: > 0 } names || names.Contains(action.Name)))
                .Select(action => action.Key),
            request.NextToken, request.MaxResults, key => ScalingView.Of(world.ScheduledActions[key], context.Scope));
        return new(new DescribeScheduledActionsResponse { ScheduledActions = page.Items, NextToken = page.NextToken });
    }

    /// <summary>Newest first.</summary>
    public ValueTask<DescribeScalingActivitiesResponse> DescribeScalingActivitiesAsync(DescribeScalingActivitiesRequest request, RequestContext context)
    {
        var found = Read(context).TargetActivities.Values
            .Where(activity => IsServed(request.ServiceNamespace, request.ScalableDimension) && (request.ResourceId ?? activity.TargetKey) == activity.TargetKey
                && (activity.NotScaledReasons is null || request.IncludeNotScaledActivities == true))
            .ToDictionary(activity => string.Create(CultureInfo.InvariantCulture, $"{activity.StartedAt.UtcTicks:D20}|{activity.Number:D8}|{activity.TargetKey}"), StringComparer.Ordinal);
        var page = Page(found.Keys.OrderDescending(StringComparer.Ordinal), request.NextToken, request.MaxResults, key => ScalingView.Of(found[key]), descending: true);
        return new(new DescribeScalingActivitiesResponse { ScalingActivities = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        new(new ListTagsForResourceResponse { Tags = ScalingTags.Of(Read(context), request.ResourceARN!) });

    private static bool IsServed(string? @namespace, string? dimension) => @namespace == AasScalableTarget.Namespace && dimension is null or AasScalableTarget.Dimension;

    private static Page<T> Page<T>(IEnumerable<string> keys, string? nextToken, int? maxResults, Func<string, T> item, bool descending = false)
        where T : class => Paging.Of(keys, nextToken, maxResults ?? LargestPage, item, message => message.StartsWith("Invalid", StringComparison.Ordinal)
            ? ApplicationAutoScalingErrors.InvalidNextToken("The next token is invalid.")
            : ScalingRefusal.Validation($"MaxResults must be between 1 and {LargestPage}."), descending, LargestPage);
}
