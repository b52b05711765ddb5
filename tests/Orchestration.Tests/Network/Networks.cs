using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>A World with the default network in it, and what EC2 answers to calls about it.</summary>
internal sealed class Networks
{
    private int _seeds;

    public World World { get; private set; } = DefaultNetwork.Ensure(new World(Story.Scope));

    public string DefaultVpc => DefaultNetwork.DefaultVpcId(World)!;

    public string Seed() => DerivedId.Hex("seed", (++_seeds).ToString(CultureInfo.InvariantCulture));

    public void Do(Func<World, World> change) => World = change(World);

    public T Do<T>(Func<World, (World, T)> change)
    {
        (World, var result) = change(World);
        return result;
    }

    public Ec2Vpc Vpc(string block = "10.0.0.0/16") => Do(world => Vpcs.Create(world, new() { CidrBlock = block }, Seed()));

    public Ec2Subnet Subnet(Ec2Vpc vpc, string block = "10.0.1.0/24") => Do(world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = block }, Seed()));

    public Ec2InternetGateway Gateway() => Do(world => InternetGateways.Create(world, new(), Seed()));

    /// <summary>A gateway that is attached to that VPC.</summary>
    public Ec2InternetGateway Attached(Ec2Vpc vpc)
    {
        var gateway = Gateway();
        Do(world => InternetGateways.Attach(world, gateway.Id, vpc.Id));
        return Now(gateway);
    }

    public Ec2RouteTable Table(Ec2Vpc vpc) => Do(world => RouteTables.Create(world, new() { VpcId = vpc.Id }, Seed()));

    public Ec2SecurityGroup Group(string name = "web", string? vpc = null) =>
        Do(world => SecurityGroups.Create(world, new() { GroupName = name, Description = "for " + name, VpcId = vpc }, Seed()));

    public ValueList<Ec2Instance> Launch(RunInstancesRequest request) =>
        Do(world => RunInstances.Apply(world, request with { ImageId = request.ImageId ?? Machines.Launching.Image(), InstanceType = request.InstanceType ?? "t3.micro" }, Seed(), Story.Start));

    public T Now<T>(T resource) where T : Ec2Resource => World.FindEc2<T>(resource.Id)!;

    /// <summary>The call is refused with that error.</summary>
    public void Refuses(string code, string message, Func<World, object?> call)
    {
        var error = FluentActions.Invoking(() => call(World)).Should().Throw<ApiException>().Which;
        (error.Code, error.Message).Should().Be((code, message));
    }

    public static ValueList<TagSpecification> Tagged(string type, string key = "team", string value = "blue") =>
        [new() { ResourceType = type, Tags = [new() { Key = key, Value = value }] }, new() { ResourceType = "volume", Tags = [new() { Key = "other", Value = "1" }] }];

    public static ValueList<Tag> Team { get; } = [new() { Key = "team", Value = "blue" }];
}
