using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<Vpc> s_vpcFilters = new(vpc => vpc.Tags)
    {
        ["cidr"] = vpc => vpc.CidrBlock,
        ["cidr-block-association.cidr-block"] = vpc => vpc.CidrBlock,
        ["dhcp-options-id"] = vpc => vpc.DhcpOptionsId,
        ["isDefault"] = vpc => Ec2Filters<Vpc>.Text(vpc.IsDefault),
        ["is-default"] = vpc => Ec2Filters<Vpc>.Text(vpc.IsDefault),
        ["owner-id"] = vpc => vpc.OwnerId,
        ["state"] = vpc => vpc.State,
        ["vpc-id"] = vpc => vpc.VpcId,
    };

    private static readonly Ec2Filters<Subnet> s_subnetFilters = new(subnet => subnet.Tags)
    {
        ["availability-zone"] = subnet => subnet.AvailabilityZone,
        ["availabilityZone"] = subnet => subnet.AvailabilityZone,
        ["availability-zone-id"] = subnet => subnet.AvailabilityZoneId,
        ["cidr"] = subnet => subnet.CidrBlock,
        ["cidr-block"] = subnet => subnet.CidrBlock,
        ["default-for-az"] = subnet => Ec2Filters<Subnet>.Text(subnet.DefaultForAz),
        ["defaultForAz"] = subnet => Ec2Filters<Subnet>.Text(subnet.DefaultForAz),
        ["map-public-ip-on-launch"] = subnet => Ec2Filters<Subnet>.Text(subnet.MapPublicIpOnLaunch),
        ["owner-id"] = subnet => subnet.OwnerId,
        ["state"] = subnet => subnet.State,
        ["subnet-arn"] = subnet => subnet.SubnetArn,
        ["subnet-id"] = subnet => subnet.SubnetId,
        ["vpc-id"] = subnet => subnet.VpcId,
    };

    public ValueTask<CreateVpcResponse> CreateVpcAsync(CreateVpcRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, vpc) = Vpcs.Create(world, request, seed);
        return (next, new CreateVpcResponse { Vpc = View(next, vpc) });
    });

    public ValueTask<CreateDefaultVpcResponse> CreateDefaultVpcAsync(CreateDefaultVpcRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, vpc) = DefaultNetwork.Create(world, seed);
        return (next, new CreateDefaultVpcResponse { Vpc = View(next, vpc) });
    });

    public ValueTask<DeleteVpcResponse> DeleteVpcAsync(DeleteVpcRequest request, RequestContext context) =>
        Write<DeleteVpcResponse>(context, request.DryRun, (world, _) => Vpcs.Delete(world, request.VpcId));

    public ValueTask<ModifyVpcAttributeResponse> ModifyVpcAttributeAsync(ModifyVpcAttributeRequest request, RequestContext context) =>
        Write<ModifyVpcAttributeResponse>(context, null, (world, _) => Vpcs.Modify(world, request));

    public ValueTask<DescribeVpcAttributeResponse> DescribeVpcAttributeAsync(DescribeVpcAttributeRequest request, RequestContext context)
    {
        var vpc = Vpcs.Find(Read(context), request.VpcId);
        var answer = new DescribeVpcAttributeResponse { VpcId = vpc.Id };
        return Answer(request.DryRun, request.Attribute switch
        {
            "enableDnsSupport" => answer with { EnableDnsSupport = new() { Value = vpc.EnableDnsSupport } },
            "enableDnsHostnames" => answer with { EnableDnsHostnames = new() { Value = vpc.EnableDnsHostnames } },
            "enableNetworkAddressUsageMetrics" => answer with { EnableNetworkAddressUsageMetrics = new() { Value = vpc.EnableNetworkAddressUsageMetrics } },
            _ => throw Ec2Refusal.Missing("attribute"),
        });
    }

    public ValueTask<DescribeVpcsResponse> DescribeVpcsAsync(DescribeVpcsRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.VpcIds is { Count: > 0 } ids ? ids.Distinct().Select(id => Vpcs.Find(world, id)) : world.Ec2<Ec2Vpc>(EntityKind.Vpc);
        var (page, token) = Ec2Page.Of(s_vpcFilters.Apply(all.Select(vpc => View(world, vpc)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeVpcsResponse { Vpcs = page, NextToken = token });
    }

    public ValueTask<CreateSubnetResponse> CreateSubnetAsync(CreateSubnetRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, subnet) = Subnets.Create(world, request, seed);
        return (next, new CreateSubnetResponse { Subnet = View(next, subnet) });
    });

    public ValueTask<CreateDefaultSubnetResponse> CreateDefaultSubnetAsync(CreateDefaultSubnetRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, subnet) = Subnets.CreateDefault(world, request.AvailabilityZone, seed);
        return (next, new CreateDefaultSubnetResponse { Subnet = View(next, subnet) });
    });

    public ValueTask<DeleteSubnetResponse> DeleteSubnetAsync(DeleteSubnetRequest request, RequestContext context) =>
        Write<DeleteSubnetResponse>(context, request.DryRun, (world, _) => Subnets.Delete(world, request.SubnetId));

    public ValueTask<ModifySubnetAttributeResponse> ModifySubnetAttributeAsync(ModifySubnetAttributeRequest request, RequestContext context) =>
        Write<ModifySubnetAttributeResponse>(context, null, (world, _) => Subnets.Modify(world, request));

    public ValueTask<DescribeSubnetsResponse> DescribeSubnetsAsync(DescribeSubnetsRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.SubnetIds is { Count: > 0 } ids ? ids.Distinct().Select(id => Subnets.Find(world, id)) : world.Ec2<Ec2Subnet>(EntityKind.Subnet);
        var (page, token) = Ec2Page.Of(s_subnetFilters.Apply(all.Select(subnet => View(world, subnet)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeSubnetsResponse { Subnets = page, NextToken = token });
    }

    public ValueTask<DescribeAvailabilityZonesResponse> DescribeAvailabilityZonesAsync(DescribeAvailabilityZonesRequest request, RequestContext context)
    {
        var region = context.Scope.Region;
        var zones = Zones.Of(region).Select(zone => new AvailabilityZone
        {
            ZoneName = zone,
            ZoneId = Zones.IdOf(zone),
            RegionName = region,
            GroupName = region + "-zg-1",
            NetworkBorderGroup = region,
            ZoneType = "availability-zone",
            OptInStatus = AlwaysEnabled,
            State = "available",
            Messages = [],
        }).ToList();
        if (request.ZoneNames?.FirstOrDefault(name => zones.TrueForAll(zone => zone.ZoneName != name)) is { } unknown)
            throw Ec2Refusal.Of("InvalidParameterValue", $"Invalid availability zone: [{unknown}]");
        var found = zones.Where(zone => (request.ZoneNames is not { Count: > 0 } names || names.Contains(zone.ZoneName!)) && (request.ZoneIds is not { Count: > 0 } ids || ids.Contains(zone.ZoneId!)));
        return Answer(request.DryRun, new DescribeAvailabilityZonesResponse { AvailabilityZones = s_zoneFilters.Apply(found, request.Filters) });
    }

    private static readonly Ec2Filters<AvailabilityZone> s_zoneFilters = new(_ => null)
    {
        ["group-name"] = zone => zone.GroupName,
        ["opt-in-status"] = zone => zone.OptInStatus,
        ["region-name"] = zone => zone.RegionName,
        ["state"] = zone => zone.State,
        ["zone-id"] = zone => zone.ZoneId,
        ["zone-name"] = zone => zone.ZoneName,
        ["zone-type"] = zone => zone.ZoneType,
    };

    private static Vpc View(World world, Ec2Vpc vpc) => new()
    {
        VpcId = vpc.Id,
        CidrBlock = vpc.CidrBlock,
        CidrBlockAssociationSet = [new() { AssociationId = Ec2Ids.Derive("vpc-cidr-assoc", vpc.Id, "first"), CidrBlock = vpc.CidrBlock, CidrBlockState = new() { State = "associated" } }],
        DhcpOptionsId = Ec2Ids.Derive("dopt", world.Scope.ToString(), "default"),
        InstanceTenancy = vpc.InstanceTenancy,
        Ipv6CidrBlockAssociationSet = [],
        IsDefault = vpc.IsDefault,
        OwnerId = world.Scope.Account,
        State = "available",
        Tags = vpc.Tags,
    };

    private static Subnet View(World world, Ec2Subnet subnet) => new()
    {
        SubnetId = subnet.Id,
        SubnetArn = $"arn:aws:ec2:{world.Scope.Region}:{world.Scope.Account}:subnet/{subnet.Id}",
        VpcId = subnet.VpcId,
        CidrBlock = subnet.CidrBlock,
        AvailabilityZone = subnet.Zone,
        AvailabilityZoneId = Zones.IdOf(subnet.Zone),
        AvailableIpAddressCount = Subnets.Available(world, subnet),
        DefaultForAz = subnet.IsDefaultForZone,
        MapPublicIpOnLaunch = subnet.MapPublicIpOnLaunch,
        MapCustomerOwnedIpOnLaunch = false,
        AssignIpv6AddressOnCreation = false,
        Ipv6CidrBlockAssociationSet = [],
        Ipv6Native = false,
        EnableDns64 = false,
        PrivateDnsNameOptionsOnLaunch = new() { HostnameType = "ip-name", EnableResourceNameDnsARecord = false, EnableResourceNameDnsAAAARecord = false },
        OwnerId = world.Scope.Account,
        State = "available",
        Tags = subnet.Tags,
    };
}
