using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>EC2's errors in EC2's words; its API model names none (see "Error codes for the Amazon EC2 API").</summary>
public static class Ec2Refusal
{
    public static ApiException Of(string code, string message) => new(code, 400, message);

    public static ApiException Missing(string parameter) => Of("MissingParameter", $"The request must contain the parameter {parameter}");

    public static ApiException Invalid(string value, string parameter, string why) =>
        Of("InvalidParameterValue", $"Value ({value}) for parameter {parameter} is invalid. {why}");

    public static ApiException Combination(string message) => Of("InvalidParameterCombination", message);

    public static ApiException Dependency(string message) => Of("DependencyViolation", message);

    public static ApiException DryRun() => new("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");

    public static ApiException VpcNotFound(string id) => Of("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist");

    public static ApiException NoDefaultVpc() => Of("VPCIdNotSpecified", "No default VPC for this user");

    public static ApiException SubnetNotFound(string id) => Of("InvalidSubnetID.NotFound", $"The subnet ID '{id}' does not exist");

    public static ApiException GroupNotFound(string id) => Of("InvalidGroup.NotFound", $"The security group '{id}' does not exist");

    public static ApiException GatewayNotFound(string id) => Of("InvalidInternetGatewayID.NotFound", $"The internetGateway ID '{id}' does not exist");

    public static ApiException RouteTableNotFound(string id) => Of("InvalidRouteTableID.NotFound", $"The routeTable ID '{id}' does not exist");

    public static ApiException KeyPairNotFound(string name) => Of("InvalidKeyPair.NotFound", $"The key pair '{name}' does not exist");

    public static ApiException ImageNotFound(string id) => Of("InvalidAMIID.NotFound", $"The image id '[{id}]' does not exist");

    public static ApiException InterfaceNotFound(string id) => Of("InvalidNetworkInterfaceID.NotFound", $"The networkInterface ID '{id}' does not exist");

    public static ApiException VolumeNotFound(string id) => Of("InvalidVolume.NotFound", $"The volume '{id}' does not exist.");

    /// <param name="ids">One or more.</param>
    public static ApiException InstancesNotFound(IReadOnlyList<string> ids) => Of(
        "InvalidInstanceID.NotFound",
        ids.Count == 1 ? $"The instance ID '{ids[0]}' does not exist" : $"The instance IDs '{string.Join(", ", ids)}' do not exist");

    /// <param name="code">Such as <c>InvalidInstanceID.Malformed</c>.</param>
    public static ApiException Malformed(string code, string id, string prefix) => Of(code, $"Invalid id: \"{id}\" (expecting \"{prefix}-...\")");
}
