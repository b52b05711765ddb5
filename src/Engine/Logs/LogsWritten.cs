using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>Events that were written to a stream.</summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Group">As it is then, with its filters.</param>
/// <param name="Events">In the order in which they came.</param>
public sealed record LogsWritten(AccountRegion Scope, CwlLogGroup Group, IReadOnlyList<StoredEvent> Events);
