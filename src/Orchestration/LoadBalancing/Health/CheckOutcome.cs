using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Health;

/// <summary>What one check of a target came to.</summary>
/// <param name="Reason">Null for success, else one of <see cref="TargetHealthReasonEnum"/> (see "Health check reason codes").</param>
/// <param name="Description">The reason in Elastic Load Balancing's words.</param>
public readonly record struct CheckOutcome(string? Reason, string? Description)
{
    private const string Failure = "Health checks failed";

    public static CheckOutcome Success { get; } = new(null, null);

    public bool IsSuccess => Reason is null;

    /// <summary>It answered in time.</summary>
    /// <param name="code">An HTTP status, or a gRPC status of a target group that speaks gRPC.</param>
    public static CheckOutcome OfCode(ElbTargetGroup group, int code)
    {
        if (Matcher(group).Matches(code)) return Success;
        return IsOfApplication(group) ? new(TargetHealthReasonEnum.TargetResponseCodeMismatch, $"{Failure} with these codes: [{code}]") : Failed();
    }

    /// <summary>It did not answer in time. Network Load Balancers do not tell that from other failures.</summary>
    public static CheckOutcome TimedOut(ElbTargetGroup group) => IsOfApplication(group) ? new(TargetHealthReasonEnum.TargetTimeout, "Request timed out") : Failed();

    /// <summary>It could not be connected to, or what it answered is no answer.</summary>
    /// <param name="why">What nobody could guess, or null.</param>
    public static CheckOutcome Failed(string? why = null) => new(TargetHealthReasonEnum.TargetFailedHealthChecks, why is null ? Failure : $"{Failure}: {why}");

    /// <summary>True for groups of Application Load Balancers, false for those of Network Load Balancers.</summary>
    public static bool IsOfApplication(ElbTargetGroup group) => group.Protocol is ProtocolEnum.Http or ProtocolEnum.Https;

    private static CodeMatcher Matcher(ElbTargetGroup group) => CodeMatcher.Parse(group switch
    {
        { ProtocolVersion: "GRPC" } => group.HealthCheck.GrpcCodes ?? "12",
        _ => group.HealthCheck.HttpCodes ?? (IsOfApplication(group) ? "200" : "200-399"),
    });
}
