using Workbook.Shapes;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>Auto Scaling's <c>ValidationError</c>, which its API model does not name, in its own words.</summary>
public static class AutoScalingRefusal
{
    public static ApiException Validation(string message) => new("ValidationError", 400, message);

    public static ApiException GroupNotFound(string? name) => Validation($"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found");

    public static ApiException InstanceNotFound(string? id) => Validation($"Instance Id not found - No managed instance found for instance ID: {id}");
}
