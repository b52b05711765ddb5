using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>
/// Between how many and how many tasks a service may have while it changes (see "minimumHealthyPercent" and
/// "maximumPercent" of DeploymentConfiguration).
/// </summary>
/// <param name="MinimumHealthy">So many tasks have to stay healthy.</param>
/// <param name="MaximumActive">So many tasks may be pending or running.</param>
public readonly record struct RollingLimits(int MinimumHealthy, int MaximumActive)
{
    /// <summary>
    /// The minimum is rounded up, the maximum down.
    /// desired 5, minimum 50 %, maximum 150 % → ceil(2.5) = 3 stay healthy, floor(7.5) = 7 may be active.
    /// desired 1, minimum 100 %, maximum 150 % → 1 stays, 1 may be: nothing can ever be replaced.
    /// </summary>
    public static RollingLimits Of(int desiredCount, DeploymentConfiguration configuration) => new(
        (int)Math.Ceiling(desiredCount * (long)configuration.MinimumHealthyPercent!.Value / 100.0),
        // 200 % of 2,147,483,647 is more than an int holds.
        (int)Math.Min(int.MaxValue, Math.Floor(desiredCount * (long)configuration.MaximumPercent!.Value / 100.0)));
}
