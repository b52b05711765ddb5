using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>
/// Lambda functions without Lambda. They succeed, but for two names that show what else happens: <c>workbook-hook-fails</c>
/// answers FAILED, and <c>workbook-hook-waits</c> answers IN_PROGRESS as long as the hook may take.
/// </summary>
public sealed class SimulatedHooks(EngineClock clock) : ILifecycleHooks
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(200);

    /// <summary>ECS's default for <c>callBackDelay</c>.</summary>
    private static readonly TimeSpan CallBackDelay = TimeSpan.FromSeconds(30);

    private IObservations _observations = null!;

    public void Connect(IObservations observations) => _observations = observations;

    public void Invoke(AccountRegion scope, string serviceKey, HookRun hook)
    {
        var status = hook.TargetArn![(hook.TargetArn!.LastIndexOf(':') + 1)..] switch
        {
            "workbook-hook-fails" => DeploymentLifecycleHookStatus.Failed,
            "workbook-hook-waits" => DeploymentLifecycleHookStatus.InProgress,
            _ => DeploymentLifecycleHookStatus.Succeeded,
        };
        clock.Schedule(clock.GetUtcNow() + AnswerTime, isUpkeep: false, () => _observations.Observe(scope, new HookAnswered(serviceKey, hook.Id, status, CallBackDelay)));
    }
}
