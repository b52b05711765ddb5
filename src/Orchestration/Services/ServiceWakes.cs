using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Services;

/// <summary>When a service needs the planner though nothing happens to it.</summary>
internal static class ServiceWakes
{
    /// <summary>How often a service that has nothing to do says so.</summary>
    public static readonly TimeSpan BetweenSteadyStates = TimeSpan.FromHours(6);

    /// <summary>How long an INACTIVE service can be described.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static Wake? Next(EcsService service)
    {
        if (service.RetiredAt is { } retiredAt) return new(retiredAt + Remembered, IsUpkeep: true);
        var launches = service.Deployments.Select(deployment => deployment.Throttle.NotBefore)
            .Concat(service.TaskSets.Select(taskSet => taskSet.Throttle.NotBefore))
            .Append(service.LookAgainAt)
            .Min();
        var upkeep = Earlier(service.UpkeepAt, service.SteadySince + BetweenSteadyStates);
        // A clock that goes on to a launch passes the upkeep that is due before it.
        return Earlier(launches, upkeep) is { } at ? new(at, IsUpkeep: launches is null) : null;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other ?? one;

    /// <summary>True when a time that the service waited for has come.</summary>
    public static bool HavePassed(EcsService service, DateTimeOffset now) =>
        service.LookAgainAt <= now || service.UpkeepAt <= now || service.Deployments.Any(deployment => deployment.Throttle.NotBefore <= now) || service.TaskSets.Any(taskSet => taskSet.Throttle.NotBefore <= now);

    /// <summary>The same service without the appointments that have passed.</summary>
    public static EcsService WithoutPassed(EcsService service, DateTimeOffset now) => service with
    {
        LookAgainAt = service.LookAgainAt <= now ? null : service.LookAgainAt,
        UpkeepAt = service.UpkeepAt <= now ? null : service.UpkeepAt,
        Deployments = service.Deployments.Select(deployment => deployment with { Throttle = deployment.Throttle.Opened(now) }).ToValueList(),
        TaskSets = service.TaskSets.Select(taskSet => taskSet with { Throttle = taskSet.Throttle.Opened(now) }).ToValueList(),
    };
}
