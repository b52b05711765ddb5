using System.Diagnostics.CodeAnalysis;

namespace Workbook.Orchestration;

/// <summary>An Amazon Resource Name of ECS, taken apart: <c>arn:aws:ecs:REGION:ACCOUNT:TYPE/PATH</c>.</summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Type">Such as <c>cluster</c>, <c>task</c>, <c>task-definition</c>.</param>
/// <param name="Path">What follows the type's slash, such as <c>my-cluster/0123…</c>.</param>
public readonly record struct Arn(AccountRegion Scope, string Type, string Path)
{
    public override string ToString() => $"arn:aws:ecs:{Scope.Region}:{Scope.Account}:{Type}/{Path}";

    /// <summary>The part behind the last slash of the path: a task's or instance's id.</summary>
    public string Id => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The cluster's name in the long form <c>TYPE/CLUSTER/ID</c>, or null in the short one.</summary>
    public string? ClusterName => Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : null;

    public static bool TryParse([NotNullWhen(true)] string? text, out Arn arn)
    {
        arn = default;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal)) return false;
        var parts = text.Split(':', 6);
        if (parts.Length != 6 || parts[2] != "ecs") return false;
        var slash = parts[5].IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) return false;
        arn = new(new AccountRegion(parts[4], parts[3]), parts[5][..slash], parts[5][(slash + 1)..]);
        return true;
    }

    public static Arn Cluster(AccountRegion scope, string name) => new(scope, "cluster", name);

    public static Arn TaskDefinition(AccountRegion scope, string family, int revision) => new(scope, "task-definition", $"{family}:{revision}");

    public static Arn Task(AccountRegion scope, string cluster, string id) => new(scope, "task", $"{cluster}/{id}");

    public static Arn Container(AccountRegion scope, string cluster, string taskId, string id) => new(scope, "container", $"{cluster}/{taskId}/{id}");

    public static Arn ContainerInstance(AccountRegion scope, string cluster, string id) => new(scope, "container-instance", $"{cluster}/{id}");

    public static Arn Service(AccountRegion scope, string cluster, string name) => new(scope, "service", $"{cluster}/{name}");

    public static Arn ServiceRevision(AccountRegion scope, string cluster, string service, string id) => new(scope, "service-revision", $"{cluster}/{service}/{id}");

    public static Arn ServiceDeployment(AccountRegion scope, string cluster, string service, string id) => new(scope, "service-deployment", $"{cluster}/{service}/{id}");

    public static Arn TaskSet(AccountRegion scope, string cluster, string service, string id) => new(scope, "task-set", $"{cluster}/{service}/{id}");
}
