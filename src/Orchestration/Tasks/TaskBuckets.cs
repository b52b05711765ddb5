namespace Workbook.Orchestration.Tasks;

/// <summary>The buckets of the task index: what ListTasks can filter by, within a cluster and a desired status.</summary>
public static class TaskBuckets
{
    public static IReadOnlyList<string> Of(EcsTask task)
    {
        var all = All(task.ClusterName, task.DesiredStatus);
        var buckets = new List<string>(5) { all, By(all, "family", task.Family), Definition(task.DefinitionKey) };
        if (task.StartedBy is { } startedBy) buckets.Add(By(all, "startedBy", startedBy));
        if (task.ContainerInstanceId is { } instance) buckets.Add(By(all, "instance", instance));
        if (task.Group.StartsWith("service:", StringComparison.Ordinal)) buckets.Add(By(all, "service", task.Group["service:".Length..]));
        return buckets;
    }

    /// <summary>All tasks of a cluster with that desired status.</summary>
    public static string All(string cluster, string desiredStatus) => $"{cluster}|{desiredStatus}";

    /// <summary>Those of <paramref name="all"/> with a family, startedBy, instance or service.</summary>
    public static string By(string all, string what, string value) => $"{all}|{what}={value}";

    /// <summary>All tasks of a task definition, in whatever cluster and status.</summary>
    public static string Definition(string definitionKey) => $"|definition={definitionKey}";
}
