using Workbook.Engine.Metrics;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.Worlds;
using Workbook.Server.CloudWatch;
using Workbook.Server.Wire;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>
/// The CloudWatch API over the metric store and, for alarms and dashboards, the state store, one file for each family of
/// resources. The rules themselves are the core's.
/// </summary>
internal sealed partial class CloudWatchApi(StateStore store, MetricStore metrics, EngineClock clock) : ICloudWatch
{
    /// <summary>Values of which CloudWatch says more than the model does.</summary>
    public bool ChecksItself(string operation, string path) => operation == "PutMetricData" && MetricDataRules.ChecksItself(path);

    private DateTimeOffset Now => clock.GetUtcNow();

    private World Read(RequestContext context) => store.Read(context.Scope);

    /// <summary>A change that needs no more than to be done.</summary>
    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, World> change)
        where T : new()
    {
        clock.Stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => (change(world, now), new T()));
    }
}
