using System.Globalization;
using Workbook.Orchestration;
using Workbook.Shapes;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>The labels that say whose a Docker resource is. Whatever lacks the engine's own is never touched.</summary>
internal static class DockerLabels
{
    public const string Engine = "workbook.engine";
    public const string Process = "workbook.process";
    public const string Scope = "workbook.scope";
    public const string Task = "workbook.task";
    public const string Container = "workbook.container";
    public const string Run = "workbook.run";

    /// <summary>What <see cref="Container"/> says of a task's pause container, in the agent's words.</summary>
    public const string Pause = "~internal~ecs~pause";

    public static Dictionary<string, string> Of(EngineIdentity engine)
    {
        var labels = new Dictionary<string, string> { [Engine] = engine.Id };
        if (engine.Process is { } process) labels[Process] = process;
        return labels;
    }

    public static Dictionary<string, string> Of(EngineIdentity engine, RuntimeTask task)
    {
        var labels = Of(engine);
        labels[Scope] = ScopeOf(task.Scope);
        labels[Task] = task.Task.Id;
        return labels;
    }

    /// <summary>With the labels that the ECS agent gives to every container (see "Docker labels" of the agent).</summary>
    public static Dictionary<string, string> Of(EngineIdentity engine, RuntimeContainer container)
    {
        var task = container.Task;
        var labels = new Dictionary<string, string>();
        foreach (var (key, value) in container.Definition.DockerLabels ?? ValueMap<string>.Empty) labels[key] = value;
        foreach (var (key, value) in Of(engine, task)) labels[key] = value;
        labels[Container] = container.State.Name;
        labels[Run] = container.State.Restarts.ToString(CultureInfo.InvariantCulture);
        labels["com.amazonaws.ecs.cluster"] = task.Task.ClusterName;
        labels["com.amazonaws.ecs.container-name"] = container.State.Name;
        labels["com.amazonaws.ecs.task-arn"] = Arn.Task(task.Scope, task.Task.ClusterName, task.Task.Id).ToString();
        labels["com.amazonaws.ecs.task-definition-family"] = task.Definition.Family!;
        labels["com.amazonaws.ecs.task-definition-version"] = (task.Definition.Revision ?? 0).ToString(CultureInfo.InvariantCulture);
        return labels;
    }

    public static string ScopeOf(AccountRegion scope) => $"{scope.Account}/{scope.Region}";

    /// <summary>A filter of Docker's list and event calls.</summary>
    public static IDictionary<string, IDictionary<string, bool>> Filter(params string[] labels) =>
        new Dictionary<string, IDictionary<string, bool>> { ["label"] = labels.ToDictionary(label => label, _ => true) };
}
