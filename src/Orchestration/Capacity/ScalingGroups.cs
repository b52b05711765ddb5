using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Capacity;

/// <summary>What managed scaling needs to know of an Auto Scaling group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Minimum">It is never smaller.</param>
/// <param name="Maximum">It is never larger.</param>
/// <param name="Desired">How many instances it shall have, those included that are still being launched.</param>
/// <param name="ProtectsNewInstances">Whether its new instances are protected from being scaled in.</param>
/// <param name="Size">What a new instance of it has; null when nobody knows.</param>
internal sealed record ScalingGroup(string Name, int Minimum, int Maximum, int Desired, bool ProtectsNewInstances, InstanceResources? Size);

/// <summary>Auto Scaling groups as capacity providers see them: the only place here that knows how the groups are kept.</summary>
internal static class ScalingGroups
{
    /// <summary>The group that an ARN or name names, or null.</summary>
    public static ScalingGroup? Find(World world, string group) => null;

    /// <summary>Has the group launch or terminate instances.</summary>
    public static World Resize(World world, string group, ScaleGroup scale, DateTimeOffset now) => world;
}
