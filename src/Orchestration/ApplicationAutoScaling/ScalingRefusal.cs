using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>Application Auto Scaling's errors in its own words.</summary>
public static class ScalingRefusal
{
    public static ApiException Validation(string message) => ApplicationAutoScalingErrors.Validation(message);

    public static ApiException NotServed(string what) => Validation($"ECS Workbook does not implement {what} yet.");

    public static ApiException NoTarget(string? @namespace, string? resourceId, string? dimension, bool registered = false) => ApplicationAutoScalingErrors.ObjectNotFound(
        $"No scalable target {(registered ? "registered" : "found")} for service namespace: {@namespace}, resource ID: {resourceId}, scalable dimension: {dimension}");

    public static ApiException NoPolicy(string? @namespace, string? resourceId, string? dimension, string? name) => ApplicationAutoScalingErrors.ObjectNotFound(
        $"No scaling policy found for service namespace: {@namespace}, resource ID: {resourceId}, scalable dimension: {dimension}, policy name: {name}");

    public static ApiException NoAction(string? @namespace, string? resourceId, string? dimension, string? name) => ApplicationAutoScalingErrors.ObjectNotFound(
        $"No scheduled action found for service namespace: {@namespace}, resource ID: {resourceId}, scalable dimension: {dimension}, scheduled action name: {name}");
}
