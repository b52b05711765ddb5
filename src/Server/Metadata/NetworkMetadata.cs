using System.Text.Json.Serialization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Api.Ec2;

namespace Workbook.Server.Metadata;

/// <summary>One network of a container. All but the first two members are of the awsvpc network mode only.</summary>
internal sealed record NetworkMetadata
{
    public required string NetworkMode { get; init; }

    [JsonPropertyName("IPv4Addresses")]
    public IReadOnlyList<string>? Ipv4Addresses { get; init; }
    public int? AttachmentIndex { get; init; }

    [JsonPropertyName("MACAddress")]
    public string? MacAddress { get; init; }

    [JsonPropertyName("IPv4SubnetCIDRBlock")]
    public string? Ipv4SubnetCidrBlock { get; init; }
    public IReadOnlyList<string>? DomainNameServers { get; init; }
    public IReadOnlyList<string>? DomainNameSearchList { get; init; }

    [JsonPropertyName("PrivateDNSName")]
    public string? PrivateDnsName { get; init; }
    public string? SubnetGatewayIpv4Address { get; init; }

    /// <summary>The networks of a task's containers; null where nothing is known of them.</summary>
    public static IReadOnlyList<NetworkMetadata>? Of(AgentTask task) => task.NetworkMode switch
    {
        Shapes.Ecs.NetworkMode.Awsvpc => task.Task.Network is { PrivateIpv4Address: { } address } network ? [Interface(task, network, address)] : null,
        // The agent writes what Docker says of the host's network: that the container has no address of its own.
        Shapes.Ecs.NetworkMode.Host => [new() { NetworkMode = Shapes.Ecs.NetworkMode.Host, Ipv4Addresses = [""] }],
        var mode => [new() { NetworkMode = mode }],
    };

    /// <summary>As version 3 has it.</summary>
    public NetworkMetadata InVersion3() => new() { NetworkMode = NetworkMode, Ipv4Addresses = Ipv4Addresses };

    private static NetworkMetadata Interface(AgentTask task, TaskNetwork network, string address)
    {
        var world = DefaultNetwork.Ensure(task.World);
        var subnet = SubnetOf(world, network, address);
        var name = InstanceView.PrivateName(world, address);
        return new()
        {
            NetworkMode = Shapes.Ecs.NetworkMode.Awsvpc,
            Ipv4Addresses = [address],
            AttachmentIndex = 0,
            MacAddress = network.MacAddress,
            Ipv4SubnetCidrBlock = subnet?.CidrBlock,
            // Only Fargate tells what the interface resolves names with.
            DomainNameServers = task.IsFargate && NameServer(world, subnet) is { } server ? [server] : null,
            DomainNameSearchList = task.IsFargate ? [name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]] : null,
            PrivateDnsName = name,
            SubnetGatewayIpv4Address = subnet is not null && Cidr.TryParse(subnet.CidrBlock, out var block) ? $"{block.Address(1)}/{block.Length}" : null,
        };
    }

    // A task may run in a subnet that does not exist; its address is then one of the default VPC.
    private static Ec2Subnet? SubnetOf(World world, TaskNetwork network, string address) =>
        world.FindEc2<Ec2Subnet>(network.SubnetId)
        ?? (DefaultNetwork.DefaultVpcId(world) is { } vpc
            ? world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc).FirstOrDefault(each => Cidr.TryParse(each.CidrBlock, out var block) && block.Contains(address))
            : null);

    // "the base of the VPC IPv4 network range plus two": 172.31.0.0/16 → 172.31.0.2
    private static string? NameServer(World world, Ec2Subnet? subnet) =>
        world.FindEc2<Ec2Vpc>(subnet?.VpcId) is { } vpc && Cidr.TryParse(vpc.CidrBlock, out var block) ? block.Address(2) : null;
}
