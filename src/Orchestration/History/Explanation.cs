using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.History;

/// <summary>Why something is as it is.</summary>
/// <param name="Arn">What was asked about.</param>
/// <param name="Status">What it is now, in ECS's words.</param>
/// <param name="Chain">How it came to that.</param>
/// <param name="Dropped">How many older entries are not kept any more.</param>
public sealed record Explanation(string Arn, string Status, ValueList<HistoryEntry> Chain, int Dropped)
{
    /// <summary>The explanation of a task, service, container instance or service deployment, or of a part of a load balancer; null when there is no such thing.</summary>
    /// <exception cref="ApiException">It is no ARN, or nothing is ever decided about things of that type.</exception>
    public static Explanation? Of(World world, string text)
    {
        if (ElbArn.KindOf(text).Length > 0) return BalancingExplanation.Of(world, text);
        if (!Orchestration.Arn.TryParse(text, out var arn)) throw EcsErrors.InvalidParameter($"'{text}' is not an ARN of ECS.");
        switch (arn.Type)
        {
            case "task":
                return world.Tasks.TryGetValue(arn.Id, out var task)
                    ? Make(world, text, new(EntityKind.Task, task.Id), StatusOf(task))
                    : null;
            case "service":
                return arn.ClusterName is { } cluster && ServiceIdentifiers.Find(world, cluster, text) is { } service ? Make(world, text, service, DateTimeOffset.MinValue) : null;
            case "container-instance":
                return world.ContainerInstances.TryGetValue(arn.Id, out var instance)
                    ? Make(world, text, new(EntityKind.ContainerInstance, instance.Id), $"{instance.Status}, agent {(instance.AgentConnected ? "connected" : "not connected")}")
                    : null;
            case "service-deployment":
                return RolloutIdentifiers.Find(world, text) is { } rollout && world.Services.TryGetValue(rollout.ServiceKey, out var owner)
                    ? Make(world, text, owner, rollout.CreatedAt) with { Status = rollout.Status + (rollout.Stage is { } stage ? $", {stage}" : "") }
                    : null;
            default:
                throw EcsErrors.InvalidParameter($"Nothing is decided about a {arn.Type}. Ask about a task, a service, a service deployment or a container instance.");
        }
    }

    private static Explanation Make(World world, string arn, EcsService service, DateTimeOffset since)
    {
        var explanation = Make(world, arn, new(EntityKind.Service, service.Key), $"{service.Status}, {service.DesiredCount} desired, {service.Deployments.Sum(each => world.TallyOf(each).Running)} running");
        return explanation with { Chain = explanation.Chain.Where(entry => entry.At >= since).ToValueList() };
    }

    internal static Explanation Make(World world, string arn, EntityKey key, string status)
    {
        var chain = world.Histories.GetValueOrDefault(key.ToString());
        return new(arn, status, chain?.Entries ?? [], chain?.Dropped ?? 0);
    }

    private static string StatusOf(EcsTask task) => task.StoppedReason is { } reason ? $"{task.LastStatus.ToApi()}: {reason}" : task.LastStatus.ToApi();
}
