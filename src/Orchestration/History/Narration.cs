using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.History;

/// <summary>Writes decisions and observations into the history of what they are about.</summary>
internal static partial class Narration
{
    public static World Note(World world, Decision decision, DateTimeOffset now)
    {
        if (decision is LookAgain or WakeService or SettleTarget || SubjectOf(decision) is not { } subject || !Exists(world, subject)) return world;
        return world.Note(subject, new(now, What(decision), decision.Reason));
    }

    public static World Note(World world, Observation observation, DateTimeOffset now) => observation switch
    {
        TaskObservation about => world.Note(new(EntityKind.Task, about.TaskId), new(now, What(about), null)),
        TargetHealthChanged seen => NoteHealth(world, seen, now),
        HookAnswered answer => world.Note(new(EntityKind.Service, answer.ServiceKey), new(now, $"the lifecycle hook {answer.HookId} answered {answer.Status}", null)),
        ListenerBound about => world.Note(new(EntityKind.Listener, about.ListenerKey), new(now, about.LocalPort is { } port ? $"listen on port {port.ToString(CultureInfo.InvariantCulture)}" : "listen on its own port", about.Note)),
        _ => world,
    };

    /// <summary>What becomes of a target is told by its group.</summary>
    private static World NoteHealth(World world, TargetHealthChanged seen, DateTimeOffset now) =>
        world.Targets.TryGetValue(seen.TargetKey, out var target) && world.TargetGroups.TryGetValue(target.GroupKey, out var group)
            ? TargetGroups.Note(world, group, string.Create(CultureInfo.InvariantCulture, $"target {target.Id}:{target.Port} is {seen.State}") + (seen.Description is { } why ? $": {why}" : ""), now)
            : world;

    /// <summary>Notes what a caller asked of a service.</summary>
    public static World Note(World world, EcsService service, string what, DateTimeOffset now) => world.Note(new(EntityKind.Service, service.Key), new(now, what, null));

    /// <summary>Notes how a caller's task came to be.</summary>
    public static World Note(World world, EcsTask task, string what, string? reason, DateTimeOffset now) => world.Note(new(EntityKind.Task, task.Id), new(now, what, reason));

    /// <summary>A service's task begins its own history with the reason why it was started; the service's has the event that names all of them.</summary>
    private static EntityKey? SubjectOf(Decision decision) => decision is StartServiceTask start ? new(EntityKind.Task, start.TaskId) : decision.Subject;

    private static bool Exists(World world, EntityKey subject) => subject.Kind switch
    {
        EntityKind.Task => world.Tasks.ContainsKey(subject.Key),
        EntityKind.Service => world.Services.ContainsKey(subject.Key),
        EntityKind.ContainerInstance => world.ContainerInstances.ContainsKey(subject.Key),
        EntityKind.LoadBalancer => world.LoadBalancers.ContainsKey(subject.Key),
        _ => false,
    };

    private static string What(Decision decision) => decision switch
    {
        PullImage pull => $"pull the image of {pull.Container}",
        StartContainer start => $"start container {start.Container}",
        StopContainer stop => $"stop container {stop.Container} within {stop.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s",
        AbandonContainer abandon => $"give up container {abandon.Container}",
        AdvanceTask advance => $"the task is {advance.To.ToApi()}",
        EndTask end => $"end the task: {end.StopCode}, {end.StoppedReason}",
        StartServiceTask start => $"start task {start.TaskId} of {start.OwnerId}"
            + (start.CapacityProvider is { } provider ? $" with {provider}" : "")
            + (start.InstanceId is { } instance ? $" on container instance {instance}" : ""),
        AddServiceEvent add => $"event: {add.Message}",
        NoteUnplaced note => note.Message is { } message ? $"event: {message}" : "no task waits for room any more",
        NoteHeldBack note => note.Message is { } message ? $"event: {message}" : "no protected task is in the way any more",
        NoteSteadyState => "the service is steady",
        ResizeDeployment resize => $"{resize.DeploymentId} shall have {resize.DesiredCount} tasks",
        ResizeDaemon resize => $"the daemon shall have {resize.DesiredCount} tasks",
        CompleteDeployment complete => $"{complete.DeploymentId} is COMPLETED",
        FailDeployment fail => $"{fail.DeploymentId} is FAILED: {fail.Cause}",
        RollBackDeployment back => $"roll {back.DeploymentId} back to revision {back.ToRevisionId}",
        RemoveDeployment remove => $"drop {remove.DeploymentId}",
        EnterStage enter => $"enter {enter.Stage}",
        ShiftTraffic shift => $"send {shift.ProductionPercent.ToString(CultureInfo.InvariantCulture)} % of the production traffic and {shift.TestPercent.ToString(CultureInfo.InvariantCulture)} % of the test traffic to the target revision",
        InvokeHook invoke => $"call the lifecycle hook {invoke.HookId}",
        SetCapacity set => $"Application Auto Scaling: {set.To} tasks are desired, {set.Cause}",
        KeepCapacity keep => $"Application Auto Scaling: not scaled, {string.Join(", ", keep.NotScaledReasons.Select(reason => reason.Code))}, {keep.Cause}",
        RunScheduledAction run => $"Application Auto Scaling: run the scheduled action {run.ActionName}",
        FinishActivity finish => $"Application Auto Scaling: {finish.StatusMessage}",
        ReturnToSource back => $"go back from {back.DeploymentId} to {back.SourceDeploymentId}: {back.Cause}",
        // ProvisionTask → provision task
        _ => Humps().Replace(decision.GetType().Name, " $1").TrimStart().ToLowerInvariant(),
    };

    private static string What(TaskObservation observation) => observation switch
    {
        TaskProvisioned seen => $"the network interface {seen.NetworkInterfaceId} has the address {seen.PrivateIpv4Address}",
        TaskNotProvisioned seen => $"the network could not be made: {seen.Error}",
        TaskReleased => "the network interface is given back",
        ImagePulled seen => $"the image of {seen.Container} is there",
        ContainerStarted seen => $"container {seen.Container} runs",
        ContainerNotStarted seen => $"container {seen.Container} could not start: {seen.Error}",
        ContainerExited seen => $"container {seen.Container} exited with code {seen.ExitCode.ToString(CultureInfo.InvariantCulture)}" + (seen.Reason is { } reason ? $": {reason}" : ""),
        ContainerHealthChanged seen => $"container {seen.Container} is {seen.Health.ToApi()}",
        EngineRestarted => "the engine started again",
        _ => throw new UnreachableException($"There are no words for {observation}."),
    };

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Humps();
}
