using Workbook.Orchestration.Settings;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Clusters;

/// <summary>A cluster's settings: <c>containerInsights</c> is the only one there is.</summary>
internal static class ClusterSettings
{
    private static readonly string[] InsightsValues = ["enabled", "disabled", "enhanced"];

    /// <summary>What a new cluster has, by the account's setting.</summary>
    public static ValueList<ClusterSetting> Defaults(World world) =>
        [new() { Name = ClusterSettingName.ContainerInsights, Value = AccountSettingRules.Effective(world, SettingName.ContainerInsights, null).Value }];

    public static ValueList<ClusterSetting> Merge(ValueList<ClusterSetting> current, ValueList<ClusterSetting>? wanted)
    {
        foreach (var setting in wanted ?? [])
        {
            if (setting.Name is null) throw EcsErrors.InvalidParameter("Setting name must not be null.");
            if (!InsightsValues.Contains(setting.Value))
                throw EcsErrors.InvalidParameter($"Invalid value for setting {setting.Name}: '{setting.Value}'. Valid values are: {string.Join(", ", InsightsValues)}.");
        }
        return wanted is null ? current : current.Where(old => wanted.All(setting => setting.Name != old.Name)).Concat(wanted).ToValueList();
    }
}
