using System.Diagnostics;
using System.Globalization;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>What a decision makes of the service it is about.</summary>
internal static class ServiceReducer
{
    private const int MostEvents = 100;

    public static World Apply(World world, EcsService service, ServiceDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case StartServiceTask start:
                return ServiceTaskMaker.Apply(world, service, start, now);
            case AddServiceEvent add:
                return Put(world, WithEvent(service, add.Message, now));
            case NoteSteadyState:
                return Put(world, WithEvent(service, ServiceEvents.Steady(service), now) with { SteadySince = now });
            case LeaveSteadyState:
                return Put(world, service with { SteadySince = null });
            case NoteUnplaced note:
                return Put(world, (note.Message is { } message && !Says(service, message) ? WithEvent(service, message, now) : service).WithUnplaced(note.OwnerId, note.Message));
            case NoteHeldBack note:
                return Put(world, (note.Message is null ? service : WithEvent(service, note.Message, now)) with { HeldBack = note.Message });
            case NoteInconsistent note:
                if (service.TaskSets.FirstOrDefault(each => each.Id == note.DeploymentId) is { } set)
                    return Put(world, WithEvent(service, ServiceEvents.Inconsistent(service, set.Id), now).With(set with { Throttle = set.Throttle with { HasComplained = true } }));
                var slow = service.Deployments.First(each => each.Id == note.DeploymentId);
                return Put(world, WithEvent(service, ServiceEvents.Inconsistent(service), now).With(slow with { Throttle = slow.Throttle with { HasComplained = true } }));
            case ResizeDeployment resize:
                return Put(world, service.With(service.Deployments.First(each => each.Id == resize.DeploymentId) with { DesiredCount = resize.DesiredCount, UpdatedAt = now }));
            case ResizeDaemon resize:
                return Put(world, (service with { DesiredCount = resize.DesiredCount }).With(service.Primary! with { DesiredCount = resize.DesiredCount, UpdatedAt = now }));
            case CompleteDeployment or FailDeployment or RollBackDeployment or RemoveDeployment:
                return RolloutReducer.Apply(world, service, decision, now);
            case StageDecision about:
                return StageReducer.Apply(world, service, about, now);
            case TaskSetDecision about:
                return TaskSetReducer.Apply(world, service, about, now);
            case LookAgain look:
                return Put(world, look.IsUpkeep ? service with { UpkeepAt = look.At } : service with { LookAgainAt = look.At });
            case WakeService:
                return Put(world, ServiceWakes.WithoutPassed(service, now));
            case RetireService:
                return Put(world, service with
                {
                    Status = EcsService.Inactive,
                    RetiredAt = now,
                    Deployments = [],
                    TaskSets = [],
                    Events = [],
                    SteadySince = null,
                    LookAgainAt = null,
                    UpkeepAt = null,
                });
            case ForgetService:
                return Rollout.Forget(world, service).Remove(service);
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }

    // Two deployments that lack the same room say it once.
    private static bool Says(EcsService service, string message) =>
        service.Deployments.Any(each => each.Unplaced == message) || service.TaskSets.Any(each => each.Unplaced == message);

    /// <summary>Puts a service whose appointments are up to date.</summary>
    public static World Put(World world, EcsService service) => world.Put(service with { NextWake = ServiceWakes.Next(service) });

    public static EcsService WithEvent(EcsService service, string message, DateTimeOffset now) => service with
    {
        EventCount = service.EventCount + 1,
        Events = service.Events.Take(MostEvents - 1).Prepend(new()
        {
            Id = DerivedId.Uuid($"{service.Key}@{service.CreatedAt.Ticks}", service.EventCount.ToString(CultureInfo.InvariantCulture)),
            CreatedAt = now,
            Message = message,
        }).ToValueList(),
    };
}
