using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Metrics;

/// <summary>What one AWS service tells CloudWatch about itself once a minute.</summary>
/// <param name="AreIn">Whether a World has anything to tell of; as long as none has, no minute is waited for.</param>
/// <param name="Of">The samples of a minute that has just ended, named by its start. Each is asked for once.</param>
public sealed record MinuteSource(Func<World, bool> AreIn, Func<World, DateTimeOffset, IEnumerable<MetricSample>> Of);
