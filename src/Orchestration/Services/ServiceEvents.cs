using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>The messages of service events (see "Amazon ECS service event messages").</summary>
internal static class ServiceEvents
{
    /// <summary>The service's name in a message; with the task set's id where it has those.</summary>
    private static string Name(EcsService service, string? taskSetId = null) =>
        taskSetId is null ? $"(service {service.Name})" : $"(service {service.Name}, taskSet {taskSetId})";

    public static string Steady(EcsService service) => $"{Name(service)} has reached a steady state.";

    /// <summary>At most ten tasks are named in one message.</summary>
    /// <param name="replaced">How many of them replace unhealthy ones.</param>
    public static IEnumerable<string> Started(EcsService service, IEnumerable<string> taskIds, int replaced, string? taskSetId = null) =>
        taskIds.Chunk(MostNamed).Select((ids, number) => $"{Name(service, taskSetId)} has started {ids.Length} tasks: {Tasks(ids)}."
            + (number == 0 && replaced > 0 ? $" Amazon ECS replaced {replaced} tasks due to an unhealthy status." : ""));

    public static IEnumerable<string> Stopped(EcsService service, IEnumerable<string> taskIds, string? taskSetId = null) =>
        taskIds.Chunk(MostNamed).Select(ids => $"{Name(service, taskSetId)} has stopped {ids.Length} running tasks: {Tasks(ids)}.");

    public static string StoppedPending(EcsService service, int count, string? taskSetId = null) => $"{Name(service, taskSetId)} stopped {count} pending tasks.";

    /// <param name="sentence">What <see cref="PlacementEvents"/> says.</param>
    public static string Unplaced(EcsService service, string sentence) => $"{Name(service)} {sentence}";

    /// <summary>What follows the name when the service has as many tasks as a service may have.</summary>
    public const string LimitReached = "was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently";

    public static string Inconsistent(EcsService service, string? taskSetId = null) => $"{Name(service, taskSetId)} is unable to consistently start tasks successfully. {PlacementEvents.More}";

    public static string Completed(EcsService service, EcsDeployment deployment) => $"{Name(service)} (deployment {deployment.Id}) deployment completed.";

    public static string Failed(EcsService service, EcsDeployment deployment, string cause) => $"{Name(service)} (deployment {deployment.Id}) deployment failed: {cause}.";

    public static string RollingBack(EcsService service, EcsDeployment to) => $"{Name(service)} rolling back to deployment {to.Id}.";

    public static string FailedHealthChecks(EcsService service, string taskId, string? taskSetId = null) => $"{Name(service, taskSetId)} (task {taskId}) failed container health checks.";

    public static string Blocked(EcsService service) =>
        $"{Name(service)} was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

    public static string HeldBack(EcsService service, string ownerId, int protectedTasks) =>
        $"{Name(service)} was unable to reach steady state because (taskSet {ownerId}) was unable to scale in due to (reason {protectedTasks} tasks under protection)";

    public static string Registered(EcsService service, LoadBalancer balancer, string? groupArn, string? taskSetId = null) => $"{Name(service, taskSetId)} registered 1 {Target(balancer, groupArn)}";

    public static string Deregistered(EcsService service, LoadBalancer balancer, string? groupArn, string? taskSetId = null) => $"{Name(service, taskSetId)} deregistered 1 {Target(balancer, groupArn)}";

    /// <param name="place">Such as <c>(port 80)</c>, or <c>(instance i-0123456789abcdef0) (port 32768)</c>.</param>
    /// <param name="reason">What the load balancer says.</param>
    public static string UnhealthyTarget(EcsService service, string place, string groupArn, string reason, string? taskSetId = null) =>
        $"{Name(service, taskSetId)} {place} is unhealthy in (target-group {groupArn}) due to (reason {reason})";

    public static string Draining(EcsService service, string? taskSetId = null) => $"{Name(service, taskSetId)} has begun draining connections on 1 tasks.";

    private static string Target(LoadBalancer balancer, string? groupArn) =>
        groupArn is { } group ? $"targets in (target-group {group})" : $"instances in (elb {balancer.LoadBalancerName})";

    private const int MostNamed = 10;

    private static string Tasks(IEnumerable<string> ids) => string.Join(' ', ids.Select(id => $"(task {id})"));
}
