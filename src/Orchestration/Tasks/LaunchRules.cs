using System.Text.RegularExpressions;
using Workbook.Orchestration.Tagging;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>What RunTask and StartTask refuse before anything is placed.</summary>
internal static partial class LaunchRules
{
    private const int MostSubnets = 16;
    private const int MostSecurityGroups = 5;
    private const int MostGroupCharacters = 255;

    public static void Check(TaskDefinition definition, LaunchOptions options)
    {
        if (options.LaunchType != LaunchType.Ec2 && definition.Compatibilities?.Contains(options.LaunchType) != true)
            throw EcsErrors.InvalidParameter($"Task definition does not support launch_type {options.LaunchType}.");
        if (options.PlatformVersion is { } version) CheckPlatform(options.LaunchType, version);
        CheckNetwork(definition, options);
        foreach (var container in options.Overrides.ContainerOverrides ?? [])
        {
            if (string.IsNullOrEmpty(container.Name)) throw EcsErrors.InvalidParameter("Container override name must not be null or empty.");
            if (definition.ContainerDefinitions!.All(each => each.Name != container.Name))
                throw EcsErrors.InvalidParameter($"Override for container named {container.Name} is not a container in the TaskDefinition.");
        }
        if (options.Group is { Length: > MostGroupCharacters }) throw EcsErrors.InvalidParameter("Group name longer than 255.");
        // A service's tasks are counted by their group: nobody else may claim to be one of them.
        if (options.ServiceName is null && options.Group?.StartsWith("service:", StringComparison.Ordinal) == true)
            throw EcsErrors.InvalidParameter("Invalid group: the namespace 'service:' is reserved for services.");
        if (options.StartedBy is { } startedBy && !StartedBy().IsMatch(startedBy))
            throw EcsErrors.InvalidParameter("Invalid startedBy: up to 128 letters, numbers, hyphens, forward slashes and underscores are allowed.");
        TagRules.Check(options.Tags);
        if (options.PropagateTags is PropagateTags.Service) throw EcsErrors.InvalidParameter("Tags can be propagated from a service only to the tasks of that service.");
    }

    private static void CheckPlatform(string launchType, string version)
    {
        if (launchType != LaunchType.Fargate) throw EcsErrors.InvalidParameter($"The platform version must be null when specifying an {launchType} launch type.");
        if (version is not ("LATEST" or "1.4.0" or "1.3.0" or "1.0.0"))
            throw EcsErrors.PlatformUnknown($"The specified platform version {version} does not exist.");
    }

    private static void CheckNetwork(TaskDefinition definition, LaunchOptions options)
    {
        var network = options.VpcConfiguration;
        if (definition.NetworkMode != NetworkMode.Awsvpc)
        {
            if (network is not null) throw EcsErrors.InvalidParameter("Network Configuration is not valid for the given networkMode of this task definition.");
            return;
        }
        if (network is null) throw EcsErrors.InvalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        if (network.Subnets is not { Count: > 0 } subnets) throw EcsErrors.InvalidParameter("subnets can not be empty.");
        if (subnets.Count > MostSubnets) throw EcsErrors.InvalidParameter("subnets can have at most 16 items.");
        if (network.SecurityGroups is { Count: > MostSecurityGroups }) throw EcsErrors.InvalidParameter("securityGroups can have at most 5 items.");
        foreach (var subnet in subnets)
        {
            if (!Subnet().IsMatch(subnet)) throw EcsErrors.InvalidParameter($"The subnet ID '{subnet}' is not valid");
        }
        foreach (var group in network.SecurityGroups ?? [])
        {
            if (!SecurityGroup().IsMatch(group)) throw EcsErrors.InvalidParameter($"The security group ID '{group}' is not valid");
        }
        if (options.LaunchType != LaunchType.Fargate && network.AssignPublicIp == AssignPublicIp.Enabled)
            throw EcsErrors.InvalidParameter("Assign public IP is not supported for this launch type.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9/_-]{1,128}\z")]
    private static partial Regex StartedBy();

    [GeneratedRegex(@"^subnet-[A-Za-z0-9]{1,64}\z")]
    private static partial Regex Subnet();

    [GeneratedRegex(@"^sg-[A-Za-z0-9]{1,64}\z")]
    private static partial Regex SecurityGroup();
}
