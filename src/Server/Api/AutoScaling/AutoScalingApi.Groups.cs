using Workbook.Engine;
using Workbook.Orchestration.AutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

internal sealed partial class AutoScalingApi
{
    private static readonly string[] s_processes =
        ["Launch", "Terminate", "AddToLoadBalancer", "AlarmNotification", "AZRebalance", "HealthCheck", "InstanceRefresh", "ReplaceUnhealthy", "ScheduledActions"];

    public ValueTask<CreateAutoScalingGroupResponse> CreateAutoScalingGroupAsync(CreateAutoScalingGroupRequest request, RequestContext context)
    {
        var id = resourceIds.NewUuid();
        return Write<CreateAutoScalingGroupResponse>(context, (world, now) => AutoScalingGroups.Create(world, request, id, now).World);
    }

    public ValueTask<UpdateAutoScalingGroupResponse> UpdateAutoScalingGroupAsync(UpdateAutoScalingGroupRequest request, RequestContext context) =>
        Write<UpdateAutoScalingGroupResponse>(context, (world, now) => AutoScalingGroups.Update(world, request, now));

    public ValueTask<DeleteAutoScalingGroupResponse> DeleteAutoScalingGroupAsync(DeleteAutoScalingGroupRequest request, RequestContext context) =>
        Write<DeleteAutoScalingGroupResponse>(context, (world, now) => AutoScalingGroups.Delete(world, request.AutoScalingGroupName, request.ForceDelete == true, now));

    public ValueTask<SetDesiredCapacityResponse> SetDesiredCapacityAsync(SetDesiredCapacityRequest request, RequestContext context) =>
        Write<SetDesiredCapacityResponse>(context, (world, now) => AutoScalingGroups.SetDesiredCapacity(world, request, now));

    /// <summary>Names that do not exist are left out.</summary>
    public ValueTask<DescribeAutoScalingGroupsResponse> DescribeAutoScalingGroupsAsync(DescribeAutoScalingGroupsRequest request, RequestContext context)
    {
        var world = Read(context);
        var found = world.AutoScalingGroups.Values
            .Where(group => request.AutoScalingGroupNames is not { Count: > 0 } names || names.Contains(group.Name))
            .Where(group => (request.Filters ?? []).All(filter => Matches(group.Tags, filter)))
            .ToDictionary(group => group.Name, group => GroupView.Of(world, group), StringComparer.Ordinal);
        var (page, token) = Page(found, request.MaxRecords, request.NextToken);
        return Answer(new DescribeAutoScalingGroupsResponse { AutoScalingGroups = page, NextToken = token });
    }

    public ValueTask<DescribeScalingActivitiesResponse> DescribeScalingActivitiesAsync(DescribeScalingActivitiesRequest request, RequestContext context)
    {
        var world = Read(context);
        if (request.AutoScalingGroupName is { } name && request.IncludeDeletedGroups != true && !world.AutoScalingGroups.ContainsKey(name)) throw AutoScalingRefusal.GroupNotFound(name);
        var found = world.ScalingActivities.Values
            .Where(activity => request.AutoScalingGroupName is not { } group || activity.GroupName == group)
            .Where(activity => request.ActivityIds is not { Count: > 0 } ids || ids.Contains(activity.Id))
            .OrderByDescending(activity => activity.StartedAt)
            .ThenBy(activity => activity.Id, StringComparer.Ordinal)
            .Select((activity, index) => (Key: index.ToString("D8", System.Globalization.CultureInfo.InvariantCulture), Shown: GroupView.Of(world, activity)))
            .ToDictionary(each => each.Key, each => each.Shown, StringComparer.Ordinal);
        var (page, token) = Page(found, request.MaxRecords, request.NextToken);
        return Answer(new DescribeScalingActivitiesResponse { Activities = page, NextToken = token });
    }

    public ValueTask<SuspendProcessesResponse> SuspendProcessesAsync(SuspendProcessesRequest request, RequestContext context) =>
        Write<SuspendProcessesResponse>(context, (world, _) =>
        {
            var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
            return world.Put(group with { SuspendedProcesses = group.SuspendedProcesses.Union(Processes(request.ScalingProcesses)).Order(StringComparer.Ordinal).ToValueList() });
        });

    public ValueTask<ResumeProcessesResponse> ResumeProcessesAsync(ResumeProcessesRequest request, RequestContext context) =>
        Write<ResumeProcessesResponse>(context, (world, _) =>
        {
            var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
            return world.Put(group with { SuspendedProcesses = group.SuspendedProcesses.Except(Processes(request.ScalingProcesses)).ToValueList() });
        });

    public ValueTask<CreateOrUpdateTagsResponse> CreateOrUpdateTagsAsync(CreateOrUpdateTagsRequest request, RequestContext context) =>
        Write<CreateOrUpdateTagsResponse>(context, (world, _) => GroupTags.Create(world, request));

    public ValueTask<DeleteTagsResponse> DeleteTagsAsync(DeleteTagsRequest request, RequestContext context) =>
        Write<DeleteTagsResponse>(context, (world, _) => GroupTags.Delete(world, request));

    public ValueTask<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, RequestContext context)
    {
        var found = Read(context).AutoScalingGroups.Values.SelectMany(group => group.Tags)
            .Where(tag => (request.Filters ?? []).All(filter => Matches(tag, filter)))
            .ToDictionary(tag => $"{tag.ResourceId}|{tag.Key}", StringComparer.Ordinal);
        var (page, token) = Page(found, request.MaxRecords, request.NextToken);
        return Answer(new DescribeTagsResponse { Tags = page, NextToken = token });
    }

    private static IEnumerable<string> Processes(ValueList<string>? named) => named is not { Count: > 0 } ? s_processes
        : named.FirstOrDefault(name => !s_processes.Contains(name)) is { } unknown ? throw AutoScalingRefusal.Validation($"Invalid process name: {unknown}")
        : named;

    private static bool Matches(ValueList<TagDescription> tags, Filter filter)
    {
        const string tag = "tag:";
        var values = filter.Values ?? [];
        if (filter.Name?.StartsWith(tag, StringComparison.Ordinal) == true) return tags.Any(each => each.Key == filter.Name[tag.Length..] && values.Contains(each.Value!));
        return filter.Name switch
        {
            "tag-key" => tags.Any(each => values.Contains(each.Key!)),
            "tag-value" => tags.Any(each => values.Contains(each.Value!)),
            _ => throw AutoScalingRefusal.Validation($"Invalid filter name: {filter.Name}"),
        };
    }

    private static bool Matches(TagDescription tag, Filter filter) => (filter.Values ?? []).Contains(filter.Name switch
    {
        "auto-scaling-group" => tag.ResourceId!,
        "key" => tag.Key!,
        "value" => tag.Value!,
        "propagate-at-launch" => tag.PropagateAtLaunch == true ? "true" : "false",
        _ => throw AutoScalingRefusal.Validation($"Filter type {filter.Name} is not correct. Allowed Filter types are: auto-scaling-group key value propagate-at-launch"),
    });
}
