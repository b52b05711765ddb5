using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>RunInstances, and which of a template and a request a machine follows.</summary>
public class RunInstancesTests
{
    private const string Invalid = "InvalidParameterValue";

    private static RunInstancesRequest One { get; } = new() { ImageId = Launching.Image(), InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 };

    private static void Refused(string code, string message, RunInstancesRequest request, Networks? networks = null)
    {
        networks ??= new Networks();
        networks.Refuses(code, message, world => RunInstances.Apply(world, request, networks.Seed(), Story.Start));
    }

    private static Ec2Instance Run(Networks networks, RunInstancesRequest request) => networks.Do(world => RunInstances.Apply(world, request, networks.Seed(), Story.Start))[0];

    [Test]
    public void As_many_as_asked_for_in_one_reservation()
    {
        var networks = new Networks();
        var instances = networks.Launch(One with { MinCount = 2, MaxCount = 3, ClientToken = "once" });
        instances.Select(instance => instance.LaunchIndex).Should().Equal(0, 1, 2);
        instances.Select(instance => instance.Id).Should().OnlyHaveUniqueItems();
        instances.Select(instance => instance.ReservationId).Distinct().Should().ContainSingle().Which.Should().StartWith("r-");
        networks.Launch(One with { ClientToken = "once" }).Should().BeEquivalentTo(instances, "the token was used");
        networks.Launch(One with { ClientToken = "twice" }).Should().ContainSingle();
        networks.Launch(One with { ClientToken = "" }).Should().ContainSingle().Which.ReservationId.Should().NotBe(networks.Launch(One with { ClientToken = "" })[0].ReservationId);
    }

    [Test]
    public void Counts_have_rules()
    {
        Refused("MissingParameter", "The request must contain the parameter MaxCount", One with { MaxCount = null });
        Refused("MissingParameter", "The request must contain the parameter MinCount", One with { MinCount = null });
        Refused(Invalid, "Value (0) for parameter minCount is invalid. Expected a positive integer.", One with { MinCount = 0 });
        Refused(Invalid, "Value (1) for parameter maxCount is invalid. Expected maxCount to be greater than or equal to minCount.", One with { MinCount = 2 });
        Refused("InstanceLimitExceeded", "You have requested more instances (101) than your current instance limit of 100 allows for the specified instance type.", One with { MinCount = 101, MaxCount = 101 });
        new Networks().Launch(One with { MinCount = 100, MaxCount = 200 }).Should().HaveCount(100);
    }

    [Test]
    public void Image_and_type_go_together()
    {
        Refused("MissingParameter", "The request must contain the parameter ImageId", One with { ImageId = null });
        Refused("InvalidAMIID.Malformed", "Invalid id: \"linux\" (expecting \"ami-...\")", One with { ImageId = "linux" });
        Refused("InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist", One with { ImageId = "ami-1" });
        Refused("InvalidAMIID.NotFound", "The image id '[resolve:ssm:/nothing]' does not exist", One with { ImageId = "resolve:ssm:/nothing" });
        Refused(Invalid, "Invalid value 'huge' for InstanceType.", One with { InstanceType = "huge" });
        Refused(Invalid, "Invalid value 'm1.small' for InstanceType.", One with { InstanceType = null });
        Refused(Invalid, "The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.",
            One with { ImageId = Launching.Image(architecture: "arm64") });
        Run(new Networks(), One with { ImageId = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id" }).Machine.ImageId.Should().Be(Launching.Image());
    }

    [Test]
    public void What_it_names_has_to_exist()
    {
        Refused("InvalidKeyPair.NotFound", "The key pair 'mine' does not exist", One with { KeyName = "mine" });
        Refused("InvalidSubnetID.NotFound", "The subnet ID 'subnet-1' does not exist", One with { SubnetId = "subnet-1" });
        Refused("InvalidGroup.NotFound", "The security group 'sg-1' does not exist", One with { SecurityGroupIds = ["sg-1"] });
        Refused("InvalidGroup.NotFound", "The security group 'web' does not exist", One with { SecurityGroups = ["web"] });
        Refused(Invalid, "Invalid availability zone: [us-east-1z]", One with { Placement = new() { AvailabilityZone = "us-east-1z" } });
        Refused("InvalidLaunchTemplateName.NotFoundException", "The specified launch template, with template name lt, does not exist.", One with { LaunchTemplate = new() { LaunchTemplateName = "lt" } });
        Refused(Invalid, "Tag key cannot be empty.", One with { TagSpecifications = [new() { Tags = [new()] }] });
        Refused("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.", One with { UserData = "#!echo" });
        var networks = new Networks();
        networks.Do(world => KeyPairs.Put(world, new("key-1", "mine", "", "rsa", Story.Start)));
        Run(networks, One with { KeyName = "mine" }).Machine.KeyName.Should().Be("mine");
    }

    [Test]
    public void A_machine_lands_in_a_default_subnet_with_a_public_address_and_the_default_group()
    {
        var networks = new Networks();
        var machine = Run(networks, One);
        (machine.Zone, machine.PrivateIpAddress, machine.VpcId).Should().Be(("us-east-1a", "172.31.0.4", networks.DefaultVpc));
        machine.PublicIpAddress.Should().MatchRegex(@"^54\.\d+\.\d+\.\d+$");
        machine.SecurityGroupIds.Should().Equal(SecurityGroups.In(networks.World, networks.DefaultVpc, "default")!.Id);
        Run(networks, One with { Placement = new() { AvailabilityZone = "us-east-1c" } }).Zone.Should().Be("us-east-1c");
        Run(networks, One with { NetworkInterfaces = [new() { AssociatePublicIpAddress = false }] }).PublicIpAddress.Should().BeNull();

        networks.Do(world => Subnets.Delete(world, DefaultNetwork.SubnetOf(world, "us-east-1b")!.Id));
        Refused("MissingInput", $"No subnets found for the default VPC '{networks.DefaultVpc}'. Please specify a subnet.", One with { Placement = new() { AvailabilityZone = "us-east-1b" } }, networks);
    }

    [Test]
    public void Groups_are_of_the_subnet_s_VPC()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc());
        var (here, there) = (networks.Group("here", subnet.VpcId), networks.Group("there"));
        Run(networks, One with { SubnetId = subnet.Id, SecurityGroupIds = [here.Id], SecurityGroups = ["here"] }).SecurityGroupIds.Should().Equal(here.Id);
        Refused("InvalidParameter", $"Security group {there.Id} and subnet {subnet.Id} belong to different networks.", One with { SubnetId = subnet.Id, SecurityGroupIds = [there.Id] }, networks);
    }

    private static RequestLaunchTemplateData Template(string subnet, string group) => new()
    {
        ImageId = Launching.Image(),
        InstanceType = "t3.small",
        UserData = Launching.Base64("template"),
        NetworkInterfaces = [new() { SubnetId = subnet, AssociatePublicIpAddress = true, Groups = [group], PrivateIpAddress = "10.0.1.50" }],
        IamInstanceProfile = new() { Name = "template", Arn = "arn:template" },
        Placement = new() { AvailabilityZone = "us-east-1b" },
        EbsOptimized = true,
        Monitoring = new() { Enabled = true },
        InstanceMarketOptions = new() { MarketType = MarketType.Spot },
        DisableApiTermination = true,
        InstanceInitiatedShutdownBehavior = "terminate",
        MetadataOptions = new() { HttpTokens = "required" },
        TagSpecifications = [new() { ResourceType = "instance", Tags = [new() { Key = "team", Value = "blue" }, new() { Key = "from", Value = "template" }] }, new() { ResourceType = "volume", Tags = [new() { Key = "v" }] }],
    };

    private static (Networks Networks, Ec2Subnet Subnet, Ec2SecurityGroup Group, RunInstancesRequest ByTemplate) Given()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc());
        var group = networks.Group("t", subnet.VpcId);
        networks.Do(world => LaunchTemplates.Create(world, new() { LaunchTemplateName = "machines", LaunchTemplateData = Template(subnet.Id, group.Id) }, networks.Seed(), Story.Start));
        return (networks, subnet, group, new() { MinCount = 1, MaxCount = 1, LaunchTemplate = new() { LaunchTemplateName = "machines" } });
    }

    [Test]
    public void A_template_says_all_that_the_request_does_not()
    {
        var (networks, subnet, group, request) = Given();
        var instance = Run(networks, request);
        instance.Machine.Should().Be(new Machine
        {
            ImageId = Launching.Image(),
            InstanceType = "t3.small",
            UserData = Launching.Base64("template"),
            SubnetId = subnet.Id,
            Zone = "us-east-1b",
            PrivateIpAddress = "10.0.1.50",
            AssociatePublicIpAddress = true,
            SecurityGroupIds = [group.Id],
            ProfileName = "template",
            ProfileArn = "arn:template",
            EbsOptimized = true,
            DetailedMonitoring = true,
            IsSpot = true,
            DisableApiTermination = true,
            ShutdownBehavior = "terminate",
            HttpTokens = "required",
            InstanceTags = [new() { Key = "from", Value = "template" }, new() { Key = "team", Value = "blue" }],
        });
        instance.PublicIpAddress.Should().NotBeNull();
        instance.DisableApiTermination.Should().BeTrue();
        instance.Tags.Select(tag => tag.Key).Should().Equal("aws:ec2launchtemplate:id", "aws:ec2launchtemplate:version", "from", "team");
        instance.Tags.Single(tag => tag.Key == "aws:ec2launchtemplate:version").Value.Should().Be("1");
        instance.Tags.Single(tag => tag.Key == "aws:ec2launchtemplate:id").Value.Should().StartWith("lt-");
    }

    [Test]
    public void What_the_request_says_wins()
    {
        var (networks, subnet, _, request) = Given();
        var other = networks.Subnet(networks.World.FindEc2<Ec2Vpc>(subnet.VpcId)!, "10.0.2.0/24");
        var group = networks.Group("r", subnet.VpcId);
        networks.Do(world => KeyPairs.Put(world, new("key-1", "mine", "", "rsa", Story.Start)));
        var instance = Run(networks, request with
        {
            ImageId = Launching.Image(architecture: "arm64"),
            InstanceType = "t4g.small",
            KeyName = "mine",
            UserData = Launching.Base64("request"),
            SubnetId = other.Id,
            PrivateIpAddress = "10.0.2.60",
            SecurityGroupIds = [group.Id],
            SecurityGroups = ["r"],
            NetworkInterfaces = [new() { AssociatePublicIpAddress = false, SubnetId = "subnet-1", PrivateIpAddress = "10.0.2.61", Groups = ["sg-1"] }],
            IamInstanceProfile = new() { Arn = "arn:request" },
            Placement = new() { AvailabilityZone = "us-east-1c" },
            EbsOptimized = false,
            Monitoring = new() { Enabled = false },
            InstanceMarketOptions = new(),
            DisableApiTermination = false,
            InstanceInitiatedShutdownBehavior = "stop",
            MetadataOptions = new() { HttpTokens = "optional" },
            TagSpecifications = [new() { ResourceType = "instance", Tags = [new() { Key = "team", Value = "red" }] }],
        });
        instance.Machine.Should().Be(new Machine
        {
            ImageId = Launching.Image(architecture: "arm64"),
            InstanceType = "t4g.small",
            KeyName = "mine",
            UserData = Launching.Base64("request"),
            SubnetId = other.Id,
            Zone = "us-east-1c",
            PrivateIpAddress = "10.0.2.60",
            AssociatePublicIpAddress = false,
            SecurityGroupIds = [group.Id],
            SecurityGroupNames = ["r"],
            ProfileArn = "arn:request",
            ShutdownBehavior = "stop",
            HttpTokens = "optional",
            InstanceTags = [new() { Key = "from", Value = "template" }, new() { Key = "team", Value = "red" }],
        });
        instance.PublicIpAddress.Should().BeNull();
    }

    [Test]
    public void Its_first_interface_says_where()
    {
        var (networks, subnet, _, request) = Given();
        var other = networks.Subnet(networks.World.FindEc2<Ec2Vpc>(subnet.VpcId)!, "10.0.2.0/24");
        var group = networks.Group("i", subnet.VpcId);
        var instance = Run(networks, request with { NetworkInterfaces = [new() { SubnetId = other.Id, PrivateIpAddress = "10.0.2.70", Groups = [group.Id] }] });
        (instance.SubnetId, instance.PrivateIpAddress, instance.Machine.AssociatePublicIpAddress).Should().Be((other.Id, "10.0.2.70", true));
        instance.SecurityGroupIds.Should().Equal(group.Id);
    }

    [Test]
    public void An_empty_template_and_request_leave_everything_at_its_default()
    {
        Machine.Of(new RequestLaunchTemplateData()).Should().Be(new Machine());
        Machine.Of(new RunInstancesRequest(), new Machine()).Should().Be(new Machine());
        Machine.Of(new RequestLaunchTemplateData { SecurityGroupIds = ["sg-1"], SecurityGroups = ["web"] }).Should().Be(new Machine { SecurityGroupIds = ["sg-1"], SecurityGroupNames = ["web"] });
    }
}
