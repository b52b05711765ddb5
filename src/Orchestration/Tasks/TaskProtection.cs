using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>What a call about task protection brought about: the tasks it could speak of, and why not of the others.</summary>
public sealed record ProtectionResult(World World, ValueList<EcsTask> Tasks, ValueList<Failure> Failures);

/// <summary>
/// UpdateTaskProtection and GetTaskProtection: a protected task of a service is stopped neither by a scale-in nor by a
/// deployment. It still ends when it is stopped by hand, exits or fails its health checks.
/// </summary>
public static class TaskProtection
{
    public const int MostUpdated = 10;
    public const int MostDescribed = 100;

    private const int LongestMinutes = 2880;
    private const int DefaultMinutes = 120;

    /// <exception cref="ApiException">The request breaks a rule; nothing has changed.</exception>
    public static ProtectionResult Update(World world, UpdateTaskProtectionRequest request, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        CheckCount(request.Tasks, MostUpdated);
        var protects = request.ProtectionEnabled == true;
        if (protects && request.ExpiresInMinutes is < 1 or > LongestMinutes)
            throw EcsErrors.InvalidParameter($"expiresInMinutes must be between 1 and {LongestMinutes}.");
        DateTimeOffset? until = protects ? now + TimeSpan.FromMinutes(request.ExpiresInMinutes ?? DefaultMinutes) : null;

        var updated = new List<EcsTask>();
        var failures = new List<Failure>();
        foreach (var identifier in request.Tasks!)
        {
            var task = TaskIdentifiers.Find(world, cluster.Name, identifier);
            if ((Invalid(task) ?? (protects && IsBlocked(world, task!) ? "DEPLOYMENT_BLOCKED" : null)) is { } reason)
            {
                failures.Add(FailureOf(world, cluster.Name, identifier, reason));
                continue;
            }
            world = Reducer.Put(world, task! with { ProtectedUntil = until }, now);
            updated.Add(world.Tasks[task.Id]);
        }
        return new(world, updated.ToValueList(), failures.ToValueList());
    }

    /// <exception cref="ApiException">The request breaks a rule.</exception>
    public static ProtectionResult Get(World world, GetTaskProtectionRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        CheckCount(request.Tasks, MostDescribed);
        var found = request.Tasks!.Select(identifier => (Identifier: identifier, Task: TaskIdentifiers.Find(world, cluster.Name, identifier))).ToList();
        return new(
            world,
            found.Where(each => Invalid(each.Task) is null).Select(each => each.Task!).ToValueList(),
            found.Where(each => Invalid(each.Task) is not null).Select(each => FailureOf(world, cluster.Name, each.Identifier, Invalid(each.Task)!)).ToValueList());
    }

    private static void CheckCount(ValueList<string>? identifiers, int most)
    {
        if (identifiers is not { Count: > 0 }) throw EcsErrors.InvalidParameter("Tasks cannot be empty.");
        if (identifiers.Count > most) throw EcsErrors.InvalidParameter($"Tasks can have at most {most} items.");
    }

    /// <summary>Only a service's tasks can be protected, and only those that are not on their way out.</summary>
    private static string? Invalid(EcsTask? task) => task switch
    {
        null => "MISSING",
        { ServiceName: null } or { IsWanted: false } => "TASK_NOT_VALID",
        _ => null,
    };

    /// <summary>desired 2, 2 tasks of the old deployment are protected → no third one can be: the service would never get down to two.</summary>
    private static bool IsBlocked(World world, EcsTask task)
    {
        if (world.ServiceOf(task) is not { } service) return false;
        var others = service.OwnerIds
            .Sum(owner => world.TaskIndex[TaskBuckets.Protected(owner)].Count) - (task.IsProtected ? 1 : 0);
        return others + 1 > service.DesiredCount;
    }

    private static Failure FailureOf(World world, string clusterName, string identifier, string reason) =>
        new() { Arn = Arn.Task(world.Scope, clusterName, TaskIdentifiers.IdOf(world, clusterName, identifier)).ToString(), Reason = reason };
}
