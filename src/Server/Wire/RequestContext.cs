using Workbook.Orchestration;

namespace Workbook.Server.Wire;

/// <summary>Who calls, where, and for how long they wait.</summary>
/// <param name="Scope">The account and region that the request was signed for.</param>
/// <param name="RequestId">The id that the answer carries in <c>x-amzn-RequestId</c>.</param>
/// <param name="AccessKeyId">The access key that signed the request; in this product it also chooses the account.</param>
/// <param name="Cancellation">Cancelled when the client hangs up.</param>
public sealed record RequestContext(AccountRegion Scope, string RequestId, string AccessKeyId, CancellationToken Cancellation)
{
    /// <summary>The host and port that the client called, such as <c>127.0.0.1:4566</c>: what it can reach again.</summary>
    public string Host { get; init; } = "";
}
