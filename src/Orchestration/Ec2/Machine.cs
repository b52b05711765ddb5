using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>What a machine is to be, as RunInstances, a launch template or a launch configuration says it.</summary>
public sealed record Machine
{
    public string? ImageId { get; init; }
    public string? InstanceType { get; init; }
    public string? KeyName { get; init; }

    /// <summary>Base64, as it was sent.</summary>
    public string? UserData { get; init; }
    public string? SubnetId { get; init; }
    public string? Zone { get; init; }
    public string? PrivateIpAddress { get; init; }

    /// <summary>Null where the subnet decides.</summary>
    public bool? AssociatePublicIpAddress { get; init; }
    public ValueList<string> SecurityGroupIds { get; init; } = [];
    public ValueList<string> SecurityGroupNames { get; init; } = [];
    public string? ProfileName { get; init; }
    public string? ProfileArn { get; init; }
    public bool EbsOptimized { get; init; }
    public bool DetailedMonitoring { get; init; }
    public bool IsSpot { get; init; }
    public bool DisableApiTermination { get; init; }

    /// <summary><c>stop</c> or <c>terminate</c>.</summary>
    public string? ShutdownBehavior { get; init; }

    /// <summary><c>optional</c> or <c>required</c> (IMDSv2 only).</summary>
    public string? HttpTokens { get; init; }
    public ValueList<Tag> InstanceTags { get; init; } = [];

    /// <summary>What a launch template says.</summary>
    public static Machine Of(RequestLaunchTemplateData data)
    {
        var network = data.NetworkInterfaces is [var first, ..] ? first : null;
        return new()
        {
            ImageId = data.ImageId,
            InstanceType = data.InstanceType,
            KeyName = data.KeyName,
            UserData = data.UserData,
            SubnetId = network?.SubnetId,
            Zone = data.Placement?.AvailabilityZone,
            PrivateIpAddress = network?.PrivateIpAddress,
            AssociatePublicIpAddress = network?.AssociatePublicIpAddress,
            SecurityGroupIds = network?.Groups ?? data.SecurityGroupIds ?? [],
            SecurityGroupNames = data.SecurityGroups ?? [],
            ProfileName = data.IamInstanceProfile?.Name,
            ProfileArn = data.IamInstanceProfile?.Arn,
            EbsOptimized = data.EbsOptimized ?? false,
            DetailedMonitoring = data.Monitoring?.Enabled ?? false,
            IsSpot = data.InstanceMarketOptions?.MarketType == MarketType.Spot,
            DisableApiTermination = data.DisableApiTermination ?? false,
            ShutdownBehavior = data.InstanceInitiatedShutdownBehavior,
            HttpTokens = data.MetadataOptions?.HttpTokens,
            InstanceTags = Tagged(data.TagSpecifications?.Select(each => (each.ResourceType, each.Tags))),
        };
    }

    /// <summary>What RunInstances says, over what its launch template says.</summary>
    public static Machine Of(RunInstancesRequest request, Machine template)
    {
        var network = request.NetworkInterfaces is [var first, ..] ? first : null;
        return template with
        {
            ImageId = request.ImageId ?? template.ImageId,
            InstanceType = request.InstanceType ?? template.InstanceType,
            KeyName = request.KeyName ?? template.KeyName,
            UserData = request.UserData ?? template.UserData,
            SubnetId = request.SubnetId ?? network?.SubnetId ?? template.SubnetId,
            Zone = request.Placement?.AvailabilityZone ?? template.Zone,
            PrivateIpAddress = request.PrivateIpAddress ?? network?.PrivateIpAddress ?? template.PrivateIpAddress,
            AssociatePublicIpAddress = network?.AssociatePublicIpAddress ?? template.AssociatePublicIpAddress,
            SecurityGroupIds = request.SecurityGroupIds ?? network?.Groups ?? template.SecurityGroupIds,
            SecurityGroupNames = request.SecurityGroups ?? template.SecurityGroupNames,
            ProfileName = request.IamInstanceProfile is { } profile ? profile.Name : template.ProfileName,
            ProfileArn = request.IamInstanceProfile is { } same ? same.Arn : template.ProfileArn,
            EbsOptimized = request.EbsOptimized ?? template.EbsOptimized,
            DetailedMonitoring = request.Monitoring?.Enabled ?? template.DetailedMonitoring,
            IsSpot = request.InstanceMarketOptions is { } market ? market.MarketType == MarketType.Spot : template.IsSpot,
            DisableApiTermination = request.DisableApiTermination ?? template.DisableApiTermination,
            ShutdownBehavior = request.InstanceInitiatedShutdownBehavior ?? template.ShutdownBehavior,
            HttpTokens = request.MetadataOptions?.HttpTokens ?? template.HttpTokens,
            InstanceTags = Ec2Tags.Merge(template.InstanceTags, Tagged(request.TagSpecifications?.Select(each => (each.ResourceType, each.Tags)))),
        };
    }

    private static ValueList<Tag> Tagged(IEnumerable<(string? ResourceType, ValueList<Tag>? Tags)>? specifications) =>
        (specifications ?? []).Where(each => each.ResourceType == "instance").SelectMany(each => each.Tags ?? []).ToValueList();
}
