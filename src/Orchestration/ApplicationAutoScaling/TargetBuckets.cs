namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What belongs to a scalable target, by the keys of <see cref="Worlds.World.TargetIndex"/>.</summary>
public static class TargetBuckets
{
    public static string Policies(string targetKey) => "policies|" + targetKey;

    public static string Actions(string targetKey) => "actions|" + targetKey;
}
