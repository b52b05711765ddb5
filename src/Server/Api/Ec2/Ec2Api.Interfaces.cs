using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<NetworkInterface> s_interfaceFilters = new Ec2Filters<NetworkInterface>(each => each.TagSet)
    {
        ["attachment.attachment-id"] = each => each.Attachment?.AttachmentId,
        ["attachment.instance-id"] = each => each.Attachment?.InstanceId,
        ["attachment.status"] = each => each.Attachment?.Status,
        ["availability-zone"] = each => each.AvailabilityZone,
        ["description"] = each => each.Description,
        ["interface-type"] = each => each.InterfaceType,
        ["mac-address"] = each => each.MacAddress,
        ["network-interface-id"] = each => each.NetworkInterfaceId,
        ["owner-id"] = each => each.OwnerId,
        ["private-ip-address"] = each => each.PrivateIpAddress,
        ["requester-managed"] = each => Ec2Filters<NetworkInterface>.Text(each.RequesterManaged),
        ["status"] = each => each.Status,
        ["subnet-id"] = each => each.SubnetId,
        ["vpc-id"] = each => each.VpcId,
    }
        .Many("addresses.private-ip-address", each => [each.PrivateIpAddress])
        .Many("group-id", each => (each.Groups ?? []).Select(group => group.GroupId))
        .Many("group-name", each => (each.Groups ?? []).Select(group => group.GroupName));

    public ValueTask<CreateNetworkInterfaceResponse> CreateNetworkInterfaceAsync(CreateNetworkInterfaceRequest request, RequestContext context) =>
        Make(context, request.DryRun, (world, seed, _) =>
        {
            var (next, made) = NetworkInterfaces.Create(world, request, seed);
            return (next, new CreateNetworkInterfaceResponse { NetworkInterface = View(next, made), ClientToken = request.ClientToken });
        });

    public ValueTask<DeleteNetworkInterfaceResponse> DeleteNetworkInterfaceAsync(DeleteNetworkInterfaceRequest request, RequestContext context) =>
        Write<DeleteNetworkInterfaceResponse>(context, request.DryRun, (world, _) => NetworkInterfaces.Delete(world, request.NetworkInterfaceId));

    /// <summary>Those of machines, those that ECS attached to tasks, and those that were created alone.</summary>
    public ValueTask<DescribeNetworkInterfacesResponse> DescribeNetworkInterfacesAsync(DescribeNetworkInterfacesRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = NetworkInterfaces.All(world).ToList();
        if (request.NetworkInterfaceIds is { Count: > 0 } ids)
        {
            if (ids.FirstOrDefault(id => all.TrueForAll(each => each.Id != id)) is { } unknown) throw Ec2Refusal.InterfaceNotFound(unknown);
            all = all.FindAll(each => ids.Contains(each.Id));
        }
        var (page, token) = Ec2Page.Of(s_interfaceFilters.Apply(all.Select(each => View(world, each)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeNetworkInterfacesResponse { NetworkInterfaces = page, NextToken = token });
    }

    /// <summary>What Terraform asks before it does anything: whether there is a default VPC.</summary>
    public ValueTask<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(DescribeAccountAttributesRequest request, RequestContext context)
    {
        var all = new[]
        {
            Attribute("supported-platforms", "VPC"),
            Attribute("default-vpc", DefaultNetwork.DefaultVpcId(Read(context)) ?? "none"),
            Attribute("max-instances", "20"),
            Attribute("vpc-max-security-groups-per-interface", "5"),
            Attribute("max-elastic-ips", "5"),
            Attribute("vpc-max-elastic-ips", "5"),
        };
        var found = all.Where(attribute => request.AttributeNames is not { Count: > 0 } names || names.Contains(attribute.AttributeName!));
        return Answer(request.DryRun, new DescribeAccountAttributesResponse { AccountAttributes = found.ToValueList() });
    }

    private static AccountAttribute Attribute(string name, string value) => new() { AttributeName = name, AttributeValues = [new() { AttributeValue = value }] };

    private static NetworkInterface View(World world, InterfaceInUse each)
    {
        var subnet = world.FindEc2<Ec2Subnet>(each.SubnetId);
        var name = InstanceView.PrivateName(world, each.PrivateIpAddress);
        return new()
        {
            NetworkInterfaceId = each.Id,
            SubnetId = each.SubnetId,
            VpcId = subnet?.VpcId,
            AvailabilityZone = subnet?.Zone,
            Description = each.Description,
            OwnerId = world.Scope.Account,
            RequesterManaged = each.IsOfTask,
            InterfaceType = "interface",
            Status = each.AttachmentId is null ? "available" : "in-use",
            MacAddress = each.MacAddress,
            PrivateIpAddress = each.PrivateIpAddress,
            PrivateDnsName = name,
            PrivateIpAddresses = [new() { Primary = true, PrivateIpAddress = each.PrivateIpAddress, PrivateDnsName = name }],
            Ipv6Addresses = [],
            SourceDestCheck = true,
            Groups = InstanceView.Groups(world, each.SecurityGroupIds),
            Attachment = each.AttachmentId is null ? null : new()
            {
                AttachmentId = each.AttachmentId,
                AttachTime = each.AttachedAt,
                DeleteOnTermination = each.Machine is not null,
                DeviceIndex = each.Machine is null ? 1 : 0,
                InstanceId = each.Machine?.Id,
                InstanceOwnerId = each.Machine is null ? "amazon-aws" : world.Scope.Account,
                Status = "attached",
            },
            TagSet = each.Tags,
        };
    }
}
