using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>What CreateAutoScalingGroup, UpdateAutoScalingGroup and SetDesiredCapacity do not accept, and what they take where nothing is said.</summary>
public class GroupRefusalTests
{
    private const string Id = "00000000-0000-0000-0000-000000000002";

    private static CreateAutoScalingGroupRequest Good { get; } = new()
    {
        AutoScalingGroupName = "other",
        MinSize = 1,
        MaxSize = 4,
        LaunchTemplate = new() { LaunchTemplateName = "ecs" },
        AvailabilityZones = ["us-east-1a"],
    };

    private static AutoScalingGroupState Created(CreateAutoScalingGroupRequest request) => AutoScalingGroups.Create(GroupTests.WithGroup().World, request, Id, Story.Start).Group;

    private static void Refused(string message, CreateAutoScalingGroupRequest request, string code = "ValidationError")
    {
        var error = FluentActions.Invoking(() => Created(request)).Should().Throw<ApiException>().Which;
        (error.Code, error.Message).Should().Be((code, message));
    }

    [Test]
    public void What_nobody_says_has_a_default()
    {
        var story = GroupTests.WithGroup();
        var template = story.World.Ec2<Ec2LaunchTemplate>(EntityKind.LaunchTemplate).Single();
        AutoScalingGroups.Create(story.World, Good, Id, Story.Start).Group.Should().Be(new AutoScalingGroupState("other", Id, Story.Start)
        {
            LaunchTemplate = new() { LaunchTemplateId = template.Id, LaunchTemplateName = "ecs" },
            MinSize = 1,
            MaxSize = 4,
            DesiredCapacity = 1,
            DesiredBecause = "At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1",
            DesiredSince = Story.Start,
            Zones = ["us-east-1a"],
            DefaultCooldown = 300,
            HealthCheckType = "EC2",
            HealthCheckGracePeriod = 0,
            TerminationPolicies = ["Default"],
        });
    }

    [Test]
    public void What_somebody_says_is_kept()
    {
        var group = Created(Good with
        {
            DesiredCapacity = 2,
            DefaultCooldown = 60,
            HealthCheckType = "EC2,ELB",
            HealthCheckGracePeriod = 30,
            NewInstancesProtectedFromScaleIn = true,
            CapacityRebalance = true,
            MaxInstanceLifetime = 86_400,
            DefaultInstanceWarmup = 10,
            ServiceLinkedRoleARN = "arn:role",
            TerminationPolicies = ["OldestInstance"],
            TargetGroupARNs = ["arn:targets"],
            Tags = [new() { Key = "team" }],
        });
        (group.DesiredCapacity, group.DefaultCooldown, group.HealthCheckType, group.HealthCheckGracePeriod).Should().Be((2, 60, "EC2,ELB", 30));
        (group.NewInstancesProtectedFromScaleIn, group.CapacityRebalance, group.MaxInstanceLifetime, group.DefaultInstanceWarmup, group.ServiceLinkedRoleArn).Should().Be((true, true, 86_400, 10, "arn:role"));
        group.TerminationPolicies.Should().Equal("OldestInstance");
        group.TargetGroupArns.Should().Equal("arn:targets");
        group.Tags.Should().Equal(new TagDescription { ResourceId = "other", ResourceType = "auto-scaling-group", Key = "team", Value = "", PropagateAtLaunch = false });
        group.DesiredBecause.Should().EndWith("from 0 to 2");
    }

    [Test]
    public void Names_are_given_once()
    {
        Refused("AutoScalingGroupName is required.", Good with { AutoScalingGroupName = null });
        Refused("AutoScalingGroup by this name already exists - A group with the name group already exists", Good with { AutoScalingGroupName = "group" }, "AlreadyExists");
        Refused("Group name cannot contain a colon.", Good with { AutoScalingGroupName = "a:b" });
    }

    [Test]
    public void Sizes_have_rules()
    {
        Refused("MinSize is required.", Good with { MinSize = null });
        Refused("MaxSize is required.", Good with { MaxSize = null });
        Refused("Size must not be negative.", Good with { MinSize = -1 });
        Refused("Size must not be negative.", Good with { MinSize = -1, MaxSize = -1 });
        Refused("Max bound, 0, must be greater than or equal to min bound, 1", Good with { MaxSize = 0 });
        Refused("Desired capacity:0 must be between the specified min size:1 and max size:4", Good with { DesiredCapacity = 0 });
        Refused("Desired capacity:5 must be between the specified min size:1 and max size:4", Good with { DesiredCapacity = 5 });
        Created(Good with { MinSize = 0, MaxSize = 0 }).DesiredCapacity.Should().Be(0);
        Created(Good with { DesiredCapacity = 1 }).DesiredCapacity.Should().Be(1);
        Created(Good with { DesiredCapacity = 4 }).DesiredCapacity.Should().Be(4);
    }

    [Test]
    public void Machines_are_made_from_one_thing()
    {
        const string one = "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.";
        Refused(one, Good with { LaunchTemplate = null });
        Refused(one, Good with { LaunchConfigurationName = "conf" });
        Refused("Launch configuration name not found - Launch configuration conf not found", Good with { LaunchTemplate = null, LaunchConfigurationName = "conf" });
        Refused("ECS Workbook makes no groups from an InstanceId: name a launch template or launch configuration.", Good with { InstanceId = "i-1" });
        Refused("LaunchTemplateSpecification is required.", Good with { LaunchTemplate = null, MixedInstancesPolicy = new() });
        Refused("You must use a valid fully-formed launch template. The specified launch template, with template name lt, does not exist.", Good with { LaunchTemplate = new() { LaunchTemplateName = "lt" } });
        Refused("You must use a valid fully-formed launch template. Invalid launch template version: 'x'. Specify $Latest, $Default, or a version number.", Good with { LaunchTemplate = new() { LaunchTemplateName = "ecs", Version = "x" } });
    }

    [Test]
    public void Zones_and_subnets_have_to_exist()
    {
        Refused("At least one Availability Zone or VPC Subnet is required.", Good with { AvailabilityZones = null });
        Refused("Invalid availability zones: [eu-west-1a]", Good with { AvailabilityZones = ["us-east-1a", "eu-west-1a"] });
        Refused("The subnet ID 'subnet-1' does not exist", Good with { VPCZoneIdentifier = "subnet-1" });
        Refused("Unsupported health check type: EC2,PING", Good with { HealthCheckType = "EC2,PING" });
        foreach (var type in new[] { "EC2", "ELB", "VPC_LATTICE", "EBS" }) Created(Good with { HealthCheckType = type }).HealthCheckType.Should().Be(type);
    }

    [Test]
    public void Zones_follow_from_subnets()
    {
        var story = GroupTests.WithGroup();
        string Subnet(string zone) => DefaultNetwork.SubnetOf(story.World, zone)!.Id;
        var group = AutoScalingGroups.Create(story.World, Good with { VPCZoneIdentifier = $"{Subnet("us-east-1c")}, {Subnet("us-east-1b")},,{Subnet("us-east-1c")}" }, Id, Story.Start).Group;
        group.SubnetIds.Should().Equal(Subnet("us-east-1c"), Subnet("us-east-1b"));
        group.Zones.Should().Equal("us-east-1b", "us-east-1c");
    }

    [Test]
    public void A_group_is_named_by_its_name()
    {
        var story = GroupTests.WithGroup();
        void Refuses(string message, string? name, string code = "ValidationError")
        {
            var error = FluentActions.Invoking(() => AutoScalingGroups.Find(story.World, name)).Should().Throw<ApiException>().Which;
            (error.Code, error.Message).Should().Be((code, message));
        }
        Refuses("AutoScalingGroupName is required.", null);
        Refuses("AutoScalingGroup name not found - AutoScalingGroup 'nobody' not found", "nobody");
        story.Plan();
        story.Change(world => AutoScalingGroups.Delete(world, "group", force: true, story.Now));
        Refuses("AutoScalingGroup group is being deleted.", "group", "ScalingActivityInProgress");
    }

    [Test]
    public void What_it_desires_stays_within_its_bounds()
    {
        var story = GroupTests.WithGroup(new() { MinSize = 2, DesiredCapacity = 3 });
        void Refuses(string message, int? desired) => FluentActions.Invoking(() => AutoScalingGroups.SetDesiredCapacity(story.World, new() { AutoScalingGroupName = "group", DesiredCapacity = desired }, story.Now))
            .Should().Throw<ApiException>().Where(error => error.Code == "ValidationError").WithMessage(message);
        Refuses("DesiredCapacity is required.", null);
        Refuses("New SetDesiredCapacity value 11 is above max value 10 for the AutoScalingGroup.", 11);
        Refuses("New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.", 1);
        foreach (var good in new[] { 10, 2 })
        {
            story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = good }, story.Now));
            story.World.AutoScalingGroups["group"].DesiredCapacity.Should().Be(good);
        }
        story.World.AutoScalingGroups["group"].DesiredBecause.Should().Be("At 2026-01-01T00:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 10 to 2");
    }

    [TestCase(4, null, null, 4)]
    [TestCase(null, 2, null, 2)]
    [TestCase(null, null, 5, 5)]
    [TestCase(null, 8, null, 3)]
    public void The_capacity_follows_the_bounds(int? minimum, int? maximum, int? desired, int capacity)
    {
        var story = GroupTests.WithGroup();
        story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "group", MinSize = minimum, MaxSize = maximum, DesiredCapacity = desired }, story.Now));
        var group = story.World.AutoScalingGroups["group"];
        (group.MinSize, group.MaxSize, group.DesiredCapacity).Should().Be((minimum ?? 0, maximum ?? 10, capacity));
        group.DesiredBecause.Should().Be(capacity == 3
            ? "At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 3"
            : $"At 2026-01-01T00:00:00Z a user request update of AutoScalingGroup constraints to min: {minimum ?? 0}, max: {maximum ?? 10}, desired: {capacity} changing the desired capacity from 3 to {capacity}");
    }

    [Test]
    public void An_update_changes_what_it_says()
    {
        var story = GroupTests.WithGroup();
        var before = story.World.AutoScalingGroups["group"];
        story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "group" }, story.Now));
        story.World.AutoScalingGroups["group"].Should().Be(before);
        var subnet = DefaultNetwork.SubnetOf(story.World, "us-east-1b")!.Id;
        story.Change(world => AutoScalingGroups.Update(world, new()
        {
            AutoScalingGroupName = "group",
            VPCZoneIdentifier = subnet,
            DefaultCooldown = 1,
            HealthCheckType = "ELB",
            HealthCheckGracePeriod = 2,
            NewInstancesProtectedFromScaleIn = true,
            CapacityRebalance = true,
            MaxInstanceLifetime = 86_400,
            DefaultInstanceWarmup = 3,
            TerminationPolicies = ["NewestInstance"],
        }, story.Now));
        var after = before with
        {
            SubnetIds = [subnet],
            Zones = ["us-east-1b"],
            DefaultCooldown = 1,
            HealthCheckType = "ELB",
            HealthCheckGracePeriod = 2,
            NewInstancesProtectedFromScaleIn = true,
            CapacityRebalance = true,
            MaxInstanceLifetime = 86_400,
            DefaultInstanceWarmup = 3,
            TerminationPolicies = ["NewestInstance"],
        };
        story.World.AutoScalingGroups["group"].Should().Be(after);
        story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "group" }, story.Now));
        story.World.AutoScalingGroups["group"].Should().Be(after);
        story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "group", MaxInstanceLifetime = 90_000, DefaultInstanceWarmup = 4 }, story.Now));
        story.World.AutoScalingGroups["group"].Should().Be(after with { MaxInstanceLifetime = 90_000, DefaultInstanceWarmup = 4 });
    }

    [Test]
    public void An_update_changes_what_machines_are_made_from()
    {
        var story = GroupTests.WithGroup();
        story.Change(world => world.Put(new LaunchConfigurationState("conf", new() { ImageId = Launching.Image(), InstanceType = "t3.micro" })).Put(new LaunchConfigurationState("second", new())));
        void Update(UpdateAutoScalingGroupRequest request) => story.Change(world => AutoScalingGroups.Update(world, request with { AutoScalingGroupName = "group" }, story.Now));
        (bool, bool, bool) Sources()
        {
            var group = story.World.AutoScalingGroups["group"];
            return (group.LaunchTemplate is not null, group.LaunchConfigurationName is not null, group.MixedInstancesPolicy is not null);
        }
        var mixed = new MixedInstancesPolicy { LaunchTemplate = new() { LaunchTemplateSpecification = new() { LaunchTemplateName = "ecs" } } };

        Update(new() { LaunchConfigurationName = "conf" });
        Sources().Should().Be((false, true, false));
        Update(new() { LaunchConfigurationName = "second" });
        story.World.AutoScalingGroups["group"].LaunchConfigurationName.Should().Be("second");
        Update(new() { MixedInstancesPolicy = mixed });
        Sources().Should().Be((false, false, true));
        Update(new() { MaxSize = 9 });
        Sources().Should().Be((false, false, true));
        Update(new() { LaunchConfigurationName = "conf" });
        Update(new() { MaxSize = 8 });
        Sources().Should().Be((false, true, false));
        Update(new() { LaunchTemplate = new() { LaunchTemplateName = "ecs" } });
        Sources().Should().Be((true, false, false));
        Update(new() { MixedInstancesPolicy = mixed });
        Sources().Should().Be((false, false, true));
        Update(new() { LaunchTemplate = new() { LaunchTemplateName = "ecs" } });
        Sources().Should().Be((true, false, false));
    }

    [Test]
    public void A_group_is_found_by_ARN_or_name()
    {
        var story = GroupTests.WithGroup();
        var group = story.World.AutoScalingGroups["group"];
        var arn = group.Arn(Story.Scope);
        AutoScalingGroups.Named(story.World, "group").Should().Be(group);
        AutoScalingGroups.Named(story.World, arn).Should().Be(group);
        AutoScalingGroups.Named(story.World, arn.Replace("000000000001", "000000000009", StringComparison.Ordinal)).Should().BeNull("it is the ARN of another group of that name");
        AutoScalingGroups.Named(story.World, "nobody").Should().BeNull();
        story.Plan();
        story.Change(world => AutoScalingGroups.Delete(world, "group", force: true, story.Now));
        AutoScalingGroups.Named(story.World, "group").Should().BeNull("it is being deleted");
    }
}
