namespace Workbook.Orchestration.Tasks;

/// <summary>Texts that ECS puts into <c>stoppedReason</c> and a container's <c>reason</c> (see "Stopped task error messages").</summary>
public static class StopReasons
{
    public const string EssentialContainerExited = "Essential container in task exited";
    public const string StoppedByUser = "Task stopped by user";

    /// <summary>What the EC2 launch type says of every failed start; the cause stands at the container.</summary>
    public const string FailedToStart = "Task failed to start";
    public const string FailedHealthChecks = "Task failed container health checks";

    /// <summary>What a load balancer's health checks ended.</summary>
    public static string FailedTargetHealthChecks(string targetGroupArn) => $"{FailedElbHealthChecks} (target-group {targetGroupArn})";

    /// <summary>True of what was stopped because a health check failed, whoever made it.</summary>
    public static bool IsFailedHealthCheck(string? stoppedReason) =>
        stoppedReason == FailedHealthChecks || stoppedReason?.StartsWith(FailedElbHealthChecks, StringComparison.Ordinal) == true;

    private const string FailedElbHealthChecks = "Task failed ELB health checks in";
    public const string SpotInterrupted = "Your Spot Task was interrupted.";
    public const string OutOfMemory = "OutOfMemoryError: Container killed due to memory usage";

    /// <summary>What a service says of a task that it no longer needs.</summary>
    public static string ScalingActivity(string deploymentId) => $"Scaling activity initiated by (deployment {deploymentId})";

    /// <summary>The agent's message for a dependency that can never be satisfied.</summary>
    public static string DependencyFailed(string container, string dependency, string condition) =>
        $"dependency graph: failed to resolve container ordering dependency [{dependency}] for target [{container}] {condition switch
        {
            "SUCCESS" => "as dependency did not exit successfully.",
            _ => "because dependency will never start",
        }}";

    /// <summary>The agent's message for a dependency that took longer than its <c>startTimeout</c>.</summary>
    public static string DependencyTimedOut(string container, string dependency) =>
        $"dependency graph: container ordering dependency [{dependency}] for target [{container}] has timed out.";
}
