using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Elastic Load Balancing's errors in its own words.</summary>
public static class ElbRefusal
{
    /// <summary>The code for input that makes no sense; the API model does not name it.</summary>
    public static ApiException Validation(string message) => Elbv2Errors.Create("ValidationError", message);

    public static ApiException Configuration(string message) => Elbv2Errors.InvalidConfigurationRequest(message);

    public static ApiException BalancerNotFound(string arn) => Elbv2Errors.LoadBalancerNotFound($"Load balancer '{arn}' not found");

    public static ApiException GroupNotFound(string arn) => Elbv2Errors.TargetGroupNotFound($"Target group '{arn}' not found");

    public static ApiException ListenerNotFound(string arn) => Elbv2Errors.ListenerNotFound($"Listener '{arn}' not found");

    public static ApiException RuleNotFound(string arn) => Elbv2Errors.RuleNotFound($"Rule '{arn}' not found");

    /// <summary>What the model demands in other services is checked by the service itself here, in the same words.</summary>
    public static ApiException Constraint(string value, string member, string demand) =>
        Validation($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {demand}");

    /// <summary>Something that AWS has and this product has not.</summary>
    /// <param name="what">A sentence without a full stop, such as <c>runs no Lambda functions</c>.</param>
    /// <param name="instead">What to do, as a sentence.</param>
    public static ApiException NotHere(string what, string instead) => Configuration($"ECS Workbook {what}. {instead}");
}
