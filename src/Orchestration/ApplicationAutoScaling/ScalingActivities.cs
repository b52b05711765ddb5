using System.Globalization;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>Keeps what was done about scalable targets.</summary>
internal static class ScalingActivities
{
    /// <summary>Adds an activity that has ended, or that its service has to fulfil when it is <c>InProgress</c>.</summary>
    /// <param name="capacity">The desired count that it asked for.</param>
    public static World Add(World world, AasScalableTarget target, string description, string cause, string statusCode, string? message, int? capacity, DateTimeOffset now, Shapes.ValueList<NotScaledReason>? reasons = null)
    {
        var id = DerivedId.Uuid(target.Id, target.Activities.ToString(CultureInfo.InvariantCulture));
        var activity = new AasScalingActivity(target.Key, id, target.Activities, now)
        {
            Description = description,
            Cause = cause,
            StatusCode = statusCode,
            StatusMessage = message,
            Capacity = capacity,
            NotScaledReasons = reasons,
            EndedAt = statusCode == ScalingActivityStatusCode.InProgress || capacity is null ? null : now,
        };
        return world.Put(activity).Put(target with
        {
            Activities = target.Activities + 1,
            LastActivity = activity.Key,
            RunningActivity = statusCode == ScalingActivityStatusCode.InProgress ? activity.Key : target.RunningActivity,
        });
    }

    /// <summary>Ends the one that the service was to fulfil.</summary>
    public static World Finish(World world, AasScalableTarget target, string statusCode, string message, DateTimeOffset now)
    {
        if (target.RunningActivity is not { } key) return world;
        return world.Put(world.TargetActivities[key] with { StatusCode = statusCode, StatusMessage = message, EndedAt = now }).Put(target with { RunningActivity = null });
    }

    /// <summary>Nobody waits any more for what the service was to fulfil.</summary>
    public static World Abandon(World world, AasScalableTarget target, DateTimeOffset now) => target.RunningActivity is not { } key ? world
        : Finish(world, target, ScalingActivityStatusCode.Unfulfilled, $"Successfully set desired count to {world.TargetActivities[key].Capacity}.", now);
}
