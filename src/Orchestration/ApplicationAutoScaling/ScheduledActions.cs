using Workbook.Orchestration.ApplicationAutoScaling.Schedules;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>PutScheduledAction and DeleteScheduledAction, and when an action runs.</summary>
public static class ScheduledActions
{
    private const int Most = 200;

    /// <summary>What is left out stays as it was, but for the start and end time, which go.</summary>
    /// <param name="id">For its ARN, when it is new.</param>
    /// <exception cref="ApiException">ValidationException, ObjectNotFoundException or LimitExceededException.</exception>
    public static World Put(World world, PutScheduledActionRequest request, string id, DateTimeOffset now)
    {
        var target = ScalableTargets.Find(world, request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        var before = world.ScheduledActions.GetValueOrDefault(AasScheduledAction.KeyOf(target.Key, request.ScheduledActionName!));
        if (before is null && world.TargetIndex[TargetBuckets.Actions(target.Key)].Count == Most)
            throw ApplicationAutoScalingErrors.LimitExceeded($"The number of scheduled actions for a scalable target exceeds the limit of {Most}.");
        var schedule = request.Schedule ?? before?.Schedule ?? throw ScalingRefusal.Validation("Schedule is required to create a scheduled action.");
        if (request.ScalableTargetAction is { MinCapacity: null, MaxCapacity: null } || (before is null && request.ScalableTargetAction is null))
            throw ScalingRefusal.Validation("At least one of minimum capacity and maximum capacity should be provided");
        if (request.EndTime <= request.StartTime) throw ScalingRefusal.Validation("The end time must be later than the start time.");
        var action = (before ?? new(target.Key, request.ScheduledActionName!, id, now) { Schedule = schedule }) with
        {
            Schedule = schedule,
            Timezone = request.Timezone ?? before?.Timezone,
            StartTime = request.StartTime,
            EndTime = request.EndTime,
            MinCapacity = request.ScalableTargetAction is { } asked ? asked.MinCapacity : before!.MinCapacity,
            MaxCapacity = request.ScalableTargetAction is { } also ? also.MaxCapacity : before!.MaxCapacity,
            ConfiguredAt = now,
        };
        ScalableTargets.CheckBounds(action.MinCapacity, action.MaxCapacity);
        return world.Put(action with { NextAt = Next(action, now) });
    }

    /// <exception cref="ApiException">ObjectNotFoundException.</exception>
    public static World Delete(World world, DeleteScheduledActionRequest request)
    {
        ScalableResource.Check(request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        var action = world.ScheduledActions.GetValueOrDefault(AasScheduledAction.KeyOf(request.ResourceId!, request.ScheduledActionName!))
            ?? throw ScalingRefusal.NoAction(request.ServiceNamespace, request.ResourceId, request.ScalableDimension, request.ScheduledActionName);
        return world.Remove(action);
    }

    /// <summary>When it runs for the first time after a time. What recurs begins at its start time, whatever the schedule says.</summary>
    internal static DateTimeOffset? Next(AasScheduledAction action, DateTimeOffset after)
    {
        var schedule = Schedule.Parse(action.Schedule, action.Timezone, action.StartTime ?? action.ConfiguredAt);
        var next = action.StartTime is { } start && after < start
            ? schedule is AtSchedule ? schedule.After(start.AddTicks(-1)) : start
            : schedule.After(after);
        return next <= (action.EndTime ?? DateTimeOffset.MaxValue) ? next : null;
    }
}
