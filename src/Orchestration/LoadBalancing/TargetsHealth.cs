using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What load balancers find of all targets that one ECS task is.</summary>
public enum TargetsHealth
{
    /// <summary>It is no target.</summary>
    None,

    /// <summary>At least one has not been checked often enough yet.</summary>
    Initial,
    Healthy,

    /// <summary>At least one fails its checks.</summary>
    Unhealthy,
}

internal static class TargetsHealths
{
    /// <summary>Targets that drain do not count.</summary>
    public static TargetsHealth Of(World world, string taskId)
    {
        var keys = world.LoadBalancingIndex.TargetsOfTask(taskId);
        if (keys.IsEmpty) return TargetsHealth.None;
        var health = TargetsHealth.None;
        foreach (var key in keys)
        {
            switch (world.Targets[key].State)
            {
                case TargetHealthStateEnum.Unhealthy:
                    return TargetsHealth.Unhealthy;
                case TargetHealthStateEnum.Initial:
                    health = TargetsHealth.Initial;
                    break;
                case TargetHealthStateEnum.Healthy when health == TargetsHealth.None:
                    health = TargetsHealth.Healthy;
                    break;
            }
        }
        return health;
    }
}
