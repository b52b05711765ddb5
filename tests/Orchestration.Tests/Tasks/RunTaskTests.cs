using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

public class RunTaskTests
{
    private Story _story = null!;

    [SetUp]
    public void OneFargateDefinition()
    {
        _story = new();
        _story.Register(Requests.Fargate(Requests.App with { Command = ["serve"], Environment = [new() { Name = "A", Value = "1" }, new() { Name = "B", Value = "2" }] })
            with { Tags = [new() { Key = "team", Value = "blue" }, new() { Key = "tier", Value = "one" }] });
    }

    private static RunTaskRequest Fargate => new() { TaskDefinition = "demo", LaunchType = LaunchType.Fargate, NetworkConfiguration = Story.Network };

    private EcsTask One(RunTaskRequest request) => _story.Launch(request).Tasks.Should().ContainSingle().Subject;

    private void Refuses(RunTaskRequest request, string code, string message)
    {
        var before = _story.World;
        FluentActions.Invoking(() => _story.Launch(request)).Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be(code);
        _story.World.Should().BeSameAs(before);
    }

    [Test]
    public void Starts_as_many_as_it_is_told_with_ids_of_their_own()
    {
        var result = _story.Launch(Fargate with { Count = 10 });
        result.Tasks.Should().HaveCount(10).And.OnlyHaveUniqueItems(task => task.Id);
        result.Failures.Should().BeEmpty();
        _story.World.Tallies["default"].Fargate.Pending.Should().Be(10);
        result.Tasks.SelectMany(task => task.Containers).Should().OnlyHaveUniqueItems(container => container.Id);
    }

    [Test]
    public void Starts_one_where_no_count_is_given() => _story.Launch(Fargate).Tasks.Should().HaveCount(1);

    [TestCase(0)]
    [TestCase(11)]
    [TestCase(-1)]
    public void Starts_between_one_and_ten(int count) =>
        Refuses(Fargate with { Count = count }, "InvalidParameterException", "Count should be between 1 and 10.");

    [Test]
    public void The_group_is_the_family_unless_named()
    {
        One(Fargate).Group.Should().Be("family:demo");
        One(Fargate with { Group = "nightly" }).Group.Should().Be("nightly");
        Refuses(Fargate with { Group = new string('g', 256) }, "InvalidParameterException", "Group name longer than 255.");
    }

    [Test]
    public void StartedBy_is_kept_and_can_be_looked_up()
    {
        var task = One(Fargate with { StartedBy = "me" });
        task.StartedBy.Should().Be("me");
        _story.World.TaskIndex[TaskBuckets.By(TaskBuckets.All("default", "RUNNING"), "startedBy", "me")].Should().Equal(task.Id);
        Refuses(Fargate with { StartedBy = "not me!" }, "InvalidParameterException", "Invalid startedBy*");
        Refuses(Fargate with { StartedBy = new string('m', 129) }, "InvalidParameterException", "Invalid startedBy*");
    }

    [Test]
    public void Overrides_change_the_container_that_they_name_and_merge_its_environment()
    {
        var task = One(Fargate with
        {
            Overrides = new()
            {
                Cpu = "512",
                Memory = "1024",
                ContainerOverrides = [new() { Name = "app", Command = ["migrate"], Environment = [new() { Name = "B", Value = "3" }, new() { Name = "C", Value = "4" }] }],
            },
        });
        var container = Overrides.Of(_story.World.TaskDefinitions[task.DefinitionKey].Definition, task.Overrides, "app");
        container.Command.Should().Equal("migrate");
        container.Environment!.Select(variable => $"{variable.Name}={variable.Value}").Should().Equal("A=1", "B=3", "C=4");
        container.Image.Should().Be("busybox");
        (task.Cpu, task.Memory).Should().Be(("512", "1024"));
    }

    [Test]
    public void Overrides_have_to_name_a_container_that_exists()
    {
        Refuses(Fargate with { Overrides = new() { ContainerOverrides = [new() { Name = "ghost" }] } },
            "InvalidParameterException", "Override for container named ghost is not a container in the TaskDefinition.");
        Refuses(Fargate with { Overrides = new() { ContainerOverrides = [new() { Command = ["x"] }] } },
            "InvalidParameterException", "Container override name must not be null or empty.");
    }

    [Test]
    public void Tags_of_the_definition_are_propagated_only_when_asked_for_and_the_request_s_come_first()
    {
        Tag own = new() { Key = "tier", Value = "two" };
        static IEnumerable<string> Of(EcsTask task) => task.Tags.Select(tag => $"{tag.Key}={tag.Value}");

        Of(One(Fargate)).Should().BeEmpty();
        Of(One(Fargate with { Tags = [own] })).Should().Equal("tier=two");
        Of(One(Fargate with { PropagateTags = "TASK_DEFINITION" })).Should().Equal("team=blue", "tier=one");
        Of(One(Fargate with { PropagateTags = "TASK_DEFINITION", Tags = [own] })).Should().Equal("team=blue", "tier=two");
        Of(One(Fargate with { EnableECSManagedTags = true })).Should().Equal("aws:ecs:clusterName=default");
        Refuses(Fargate with { PropagateTags = "SERVICE" }, "InvalidParameterException", "Tags can be propagated from a service only*");
        Refuses(Fargate with { Tags = [new() { Key = "aws:mine", Value = "" }] }, "InvalidParameterException", "Tag keys that start with 'aws:' are reserved*");
    }

    [Test]
    public void Fargate_fills_in_platform_and_storage()
    {
        var task = One(Fargate with { PlatformVersion = "LATEST" });
        (task.PlatformVersion, task.PlatformFamily, task.EphemeralStorageGiB, task.Cpu, task.Memory).Should().Be(("1.4.0", "Linux", 20, "256", "512"));
        task.ContainerInstanceId.Should().BeNull();
        One(Fargate with { PlatformVersion = "1.3.0" }).PlatformVersion.Should().Be("1.3.0");
        One(Fargate with { Overrides = new() { EphemeralStorage = new() { SizeInGiB = 50 } } }).EphemeralStorageGiB.Should().Be(50);
        Refuses(Fargate with { PlatformVersion = "9.9.9" }, "PlatformUnknownException", "The specified platform version 9.9.9 does not exist.");
    }

    [Test]
    public void An_awsvpc_task_needs_subnets_and_sane_groups()
    {
        static RunTaskRequest With(AwsVpcConfiguration? vpc) => Fargate with { NetworkConfiguration = new() { AwsvpcConfiguration = vpc } };
        Refuses(Fargate with { NetworkConfiguration = null }, "InvalidParameterException", "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        Refuses(With(null), "InvalidParameterException", "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        Refuses(With(new() { Subnets = [] }), "InvalidParameterException", "subnets can not be empty.");
        Refuses(With(new() { Subnets = ["nope"] }), "InvalidParameterException", "The subnet ID 'nope' is not valid");
        Refuses(With(new() { Subnets = [.. Enumerable.Range(0, 17).Select(i => $"subnet-{i}")] }), "InvalidParameterException", "subnets can have at most 16 items.");
        Refuses(With(new() { Subnets = ["subnet-1"], SecurityGroups = ["x"] }), "InvalidParameterException", "The security group ID 'x' is not valid");
        Refuses(With(new() { Subnets = ["subnet-1"], SecurityGroups = [.. Enumerable.Range(0, 6).Select(i => $"sg-{i}")] }),
            "InvalidParameterException", "securityGroups can have at most 5 items.");
    }

    [Test]
    public void The_same_subnet_is_always_in_the_same_zone()
    {
        var vpc = new NetworkConfiguration { AwsvpcConfiguration = new() { Subnets = ["subnet-a", "subnet-b", "subnet-c"] } };
        var tasks = _story.Launch(Fargate with { Count = 10, NetworkConfiguration = vpc }).Tasks.Concat(_story.Launch(Fargate with { Count = 10, NetworkConfiguration = vpc }).Tasks);
        tasks.GroupBy(task => task.Network!.SubnetId).Should().OnlyContain(subnet => subnet.Select(task => task.AvailabilityZone).Distinct().Count() == 1);
        tasks.Select(task => task.AvailabilityZone).Should().OnlyContain(zone => zone.StartsWith("us-east-1"));
    }

    [Test]
    public void The_launch_type_has_to_suit_the_definition()
    {
        _story.AddInstance();
        _story.Register(Requests.Ec2() with { Family = "bridge" });
        Refuses(new() { TaskDefinition = "bridge", LaunchType = LaunchType.Fargate }, "InvalidParameterException", "Task definition does not support launch_type FARGATE.");
        Refuses(new() { TaskDefinition = "bridge", NetworkConfiguration = Story.Network }, "InvalidParameterException",
            "Network Configuration is not valid for the given networkMode of this task definition.");
        Refuses(new() { TaskDefinition = "bridge", PlatformVersion = "1.4.0" }, "InvalidParameterException",
            "The platform version must be null when specifying an EC2 launch type.");
    }

    [Test]
    public void The_cluster_and_the_definition_have_to_be_there()
    {
        Refuses(Fargate with { Cluster = "nowhere" }, "ClusterNotFoundException", "Cluster not found.");
        Refuses(Fargate with { TaskDefinition = "nothing" }, "ClientException", "TaskDefinition not found.");
        Refuses(Fargate with { TaskDefinition = "demo:2" }, "ClientException", "TaskDefinition not found.");
        Refuses(Fargate with { TaskDefinition = " " }, "InvalidParameterException", "Task definition can not be blank.");
    }

    [Test]
    public void The_same_client_token_gives_the_same_tasks()
    {
        var request = Fargate with { ClientToken = "once", Count = 2 };
        var first = _story.Launch(request);
        _story.Plan();
        var again = _story.Launch(request);
        again.Tasks.Select(task => task.Id).Should().Equal(first.Tasks.Select(task => task.Id));
        // As they are now, not as they were.
        again.Tasks.Should().OnlyContain(task => task.IsProvisioned);
        _story.World.Tasks.Should().HaveCount(2);
    }

    [Test]
    public void The_same_client_token_with_another_request_is_a_conflict()
    {
        _story.Launch(Fargate with { ClientToken = "once" });
        Refuses(Fargate with { ClientToken = "once", Count = 2 }, "ConflictException", "*clientToken is already in use with a different RunTask request*");
    }

    [Test]
    public void A_client_token_is_forgotten_after_a_day_and_counts_only_in_its_cluster()
    {
        _story.Change(world => Orchestration.Clusters.ClusterRules.Create(world, new() { ClusterName = "other" }).World);
        var first = One(Fargate with { ClientToken = "once" });
        One(Fargate with { ClientToken = "once", Cluster = "other" }).Id.Should().NotBe(first.Id);

        _story.After(TimeSpan.FromHours(24)).Should().Equal("provision", "provision", "forget token", "forget token");
        One(Fargate with { ClientToken = "once", StartedBy = "next-day" }).Id.Should().NotBe(first.Id);
    }

    [Test]
    public void A_client_token_of_tasks_that_are_forgotten_starts_nothing_new()
    {
        var request = Fargate with { ClientToken = "once" };
        _story.Run(request);
        _story.Stop();
        _story.Settle();
        _story.After(TimeSpan.FromHours(2)).Should().Equal("forget");
        _story.Launch(request).Tasks.Should().BeEmpty();
        _story.World.Tasks.Should().BeEmpty();
    }
}
