using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>Network interfaces that stand alone, and the volumes that machines boot from.</summary>
public class InterfaceTests
{
    private static Story Network(out Ec2Subnet subnet)
    {
        var story = new Story();
        story.Change(DefaultNetwork.Ensure);
        subnet = story.World.Ec2<Ec2Subnet>(EntityKind.Subnet).First(each => each.Zone == "us-east-1a");
        return story;
    }

    private static InterfaceInUse Make(Story story, CreateNetworkInterfaceRequest request) =>
        story.Change(world => NetworkInterfaces.Create(world, request, story.NextSeed()));

    private static string CodeOf(Action act) => act.Should().Throw<ApiException>().Which.Code;

    [Test]
    public void An_interface_takes_an_address_and_keeps_what_it_uses_until_it_is_deleted()
    {
        var story = Network(out var subnet);
        var group = story.Change(world => SecurityGroups.Create(world, new() { GroupName = "web", Description = "web" }, story.NextSeed()));

        var made = Make(story, new() { SubnetId = subnet.Id, Groups = [group.Id], Description = "mine" });

        (made.PrivateIpAddress, made.Machine, made.AttachmentId, made.IsOfTask).Should().Be(("172.31.0.4", null, null, false));
        NetworkInterfaces.In(story.World, subnet.Id).Should().Equal(made);
        Subnets.Available(story.World, subnet).Should().Be(4090);
        CodeOf(() => SecurityGroups.Delete(story.World, group.Id, null)).Should().Be("DependencyViolation");
        CodeOf(() => Subnets.Delete(story.World, subnet.Id)).Should().Be("DependencyViolation");

        story.Change(world => NetworkInterfaces.Delete(world, made.Id));
        NetworkInterfaces.All(story.World).Should().BeEmpty();
        CodeOf(() => NetworkInterfaces.Delete(story.World, made.Id)).Should().Be("InvalidNetworkInterfaceID.NotFound");
    }

    [Test]
    public void An_address_is_given_once()
    {
        var story = Network(out var subnet);
        Make(story, new() { SubnetId = subnet.Id, PrivateIpAddress = "172.31.0.4" });

        Make(story, new() { SubnetId = subnet.Id }).PrivateIpAddress.Should().Be("172.31.0.5");
        CodeOf(() => Make(story, new() { SubnetId = subnet.Id, PrivateIpAddress = "172.31.0.5" })).Should().Be("InvalidIPAddress.InUse");
        CodeOf(() => Make(story, new() { SubnetId = subnet.Id, PrivateIpAddress = "10.0.0.1" })).Should().Be("InvalidParameterValue");
    }

    [Test]
    public void A_machines_interface_and_volume_go_with_the_machine_only()
    {
        var story = new Story();
        var machine = story.RunMachine();
        var mine = NetworkInterfaces.Of(machine);
        FluentActions.Invoking(() => NetworkInterfaces.Delete(story.World, mine.Id)).Should().Throw<ApiException>().WithMessage($"Network interface '{mine.Id}' is currently in use.");
        RootVolume.All(story.World).Should().ContainSingle().Which.Should().Be(new RootVolume(RootVolume.Of(Story.Scope.Region, machine).Id, machine, "/dev/xvda", 30));

        story.Change(world => InstanceCommands.LoseInstance(world, machine.Id, story.Now));
        NetworkInterfaces.All(story.World).Should().BeEmpty();
        RootVolume.All(story.World).Should().BeEmpty();
    }
}
