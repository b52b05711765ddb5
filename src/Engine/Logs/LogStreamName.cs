using Workbook.Orchestration;

namespace Workbook.Engine.Logs;

/// <summary>A log stream, as CloudWatch Logs names it: within a log group, within an account and region.</summary>
public sealed record LogStreamName(AccountRegion Scope, string Group, string Stream);
