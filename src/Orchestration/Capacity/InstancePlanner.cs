using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Capacity;

/// <summary>What happens to a container instance by itself.</summary>
internal static class InstancePlanner
{
    public static IEnumerable<Decision> Plan(Instance instance, DateTimeOffset now)
    {
        if (instance.DeregisteredAt is { } since)
        {
            if (now >= since + Instance.Remembered) yield return new ForgetInstance(instance.Id, "Deregistered container instances stay visible for one hour.");
        }
        else if (instance.AgentUpdatedAt <= now)
        {
            yield return new FinishAgentUpdate(instance.Id, $"The agent has been replaced by version {AgentUpdates.LatestVersion}.");
        }
    }
}
