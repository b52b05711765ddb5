using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>A launch configuration, which never changes.</summary>
/// <param name="Name">Unique in the region.</param>
/// <param name="Data">As DescribeLaunchConfigurations shows it.</param>
public sealed record LaunchConfigurationState(string Name, LaunchConfiguration Data);
