using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Clusters;

/// <summary>A cluster, without what can be counted from its tasks and instances.</summary>
/// <param name="Name">Up to 255 letters, digits, hyphens and underscores.</param>
public sealed record ClusterState(string Name)
{
    /// <summary>ACTIVE or INACTIVE.</summary>
    public string Status { get; init; } = "ACTIVE";
    public bool IsActive => Status == "ACTIVE";
    public ValueList<ClusterSetting> Settings { get; init; } = [];
    public ClusterConfiguration? Configuration { get; init; }
    public ValueList<string> CapacityProviders { get; init; } = [];
    public ValueList<CapacityProviderStrategyItem> DefaultCapacityProviderStrategy { get; init; } = [];
    public ClusterServiceConnectDefaults? ServiceConnectDefaults { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];
}
