using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
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

    private const string Mac = "^02(:[0-9a-f]{2}){5}$";

    [Test]
    public void An_interface_is_described_as_it_was_made()
    {
        var story = Network(out var subnet);
        var (web, db) = (Group(story, "web"), Group(story, "db"));
        var made = Make(story, new()
        {
            SubnetId = subnet.Id,
            Groups = [web, db, web],
            Description = "mine",
            TagSpecifications = [new() { ResourceType = "network-interface", Tags = [new() { Key = "team", Value = "a" }] }, new() { ResourceType = "volume", Tags = [new() { Key = "other", Value = "b" }] }],
        });
        made.Id.Should().MatchRegex("^eni-[0-9a-f]{17}$");
        made.Description.Should().Be("mine");
        made.SecurityGroupIds.Should().Equal(web, db);
        made.MacAddress.Should().MatchRegex(Mac);
        made.Tags.Select(tag => (tag.Key, tag.Value)).Should().Equal(("team", "a"));

        var bare = Make(story, new() { SubnetId = subnet.Id });
        bare.Description.Should().BeEmpty();
        bare.SecurityGroupIds.Should().Equal(SecurityGroups.DefaultIdOf(subnet.VpcId));
        bare.MacAddress.Should().MatchRegex(Mac).And.NotBe(made.MacAddress);
    }

    [Test]
    public void A_group_of_another_network_is_refused()
    {
        var story = Network(out var subnet);
        var vpc = story.Change(world => Vpcs.Create(world, new() { CidrBlock = "10.0.0.0/16" }, story.NextSeed()));
        var foreign = SecurityGroups.DefaultIdOf(vpc.Id);
        FluentActions.Invoking(() => Make(story, new() { SubnetId = subnet.Id, Groups = [foreign] })).Should().Throw<ApiException>()
            .WithMessage($"Security group {foreign} and subnet {subnet.Id} belong to different networks.").Which.Code.Should().Be("InvalidParameterValue");
    }

    [Test]
    public void A_machines_interface_is_plugged_in_from_the_start()
    {
        var story = new Story();
        var mine = NetworkInterfaces.Of(story.RunMachine());
        mine.Id.Should().MatchRegex("^eni-[0-9a-f]{17}$");
        mine.AttachmentId.Should().MatchRegex("^eni-attach-[0-9a-f]{17}$");
        mine.MacAddress.Should().MatchRegex(Mac);
        CodeOf(() => NetworkInterfaces.Delete(story.World, mine.Id)).Should().Be("InvalidParameterValue");
    }

    [Test]
    public void A_tasks_interface_is_ECS_s_from_the_time_it_is_connected()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        NetworkInterfaces.All(story.World).Should().BeEmpty("it is not there yet");
        story.After(TimeSpan.FromSeconds(5));
        story.Provisioned();

        var its = NetworkInterfaces.In(story.World, "subnet-1").Should().ContainSingle().Which;
        (its.Id, its.MacAddress, its.PrivateIpAddress, its.IsOfTask).Should().Be(("eni-1", "02:00:00:00:00:01", "172.31.0.4", true));
        its.Description.Should().Be($"arn:aws:ecs:us-east-1:123456789012:attachment/{story.Task.Network!.AttachmentId}");
        its.AttachmentId.Should().MatchRegex("^eni-attach-[0-9a-f]{17}$");
        its.AttachedAt.Should().Be(Story.Start + TimeSpan.FromSeconds(5));
    }

    private static string Group(Story story, string name) =>
        story.Change(world => SecurityGroups.Create(world, new() { GroupName = name, Description = name }, story.NextSeed())).Id;
}
