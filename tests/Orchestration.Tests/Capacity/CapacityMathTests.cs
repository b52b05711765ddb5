using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>How many machines tasks need, which capacity provider takes how many of them, and what an agent announces.</summary>
public class CapacityMathTests
{
    private static readonly InstanceResources Size = new(1024, 2048, 1, [22], [53]);

    private static InstanceResources Wanting(int cpu, int memory, int gpus = 0, int? port = null, int? udp = null) =>
        new(cpu, memory, gpus, port is { } tcp ? [tcp] : [], udp is { } other ? [other] : []);

    private static int Machines(params IEnumerable<InstanceResources> tasks) => BinPacking.MachinesFor(Size, tasks.Select(task => (task, (string?)null)));

    [Test]
    public void A_machine_takes_what_fills_it_exactly()
    {
        Machines().Should().Be(0);
        Machines(Wanting(1024, 2048, 1)).Should().Be(1);
        Machines(Wanting(512, 1024), Wanting(512, 1024)).Should().Be(1);
        Machines(Wanting(512, 1024), Wanting(513, 1024)).Should().Be(2);
        Machines(Wanting(512, 1024), Wanting(512, 1025)).Should().Be(2);
        Machines(Wanting(1, 1, 1), Wanting(1, 1, 1)).Should().Be(2);
        Machines(Wanting(1, 1, port: 80), Wanting(1, 1, port: 80)).Should().Be(2);
        Machines(Wanting(1, 1, udp: 80), Wanting(1, 1, udp: 80)).Should().Be(2);
        Machines(Wanting(1, 1, port: 80), Wanting(1, 1, udp: 80)).Should().Be(1);
    }

    [Test]
    public void What_no_machine_can_take_needs_none()
    {
        Machines(Wanting(1025, 1), Wanting(1, 2049), Wanting(1, 1, 2), Wanting(1, 1, port: 22), Wanting(1, 1, udp: 53)).Should().Be(0);
        Machines(Wanting(1025, 1), Wanting(1, 1)).Should().Be(1);
    }

    [Test]
    public void Large_tasks_go_first()
    {
        // 1536 + 512 and 1536 + 512 fill two machines; the small ones first would take three: 512 + 512, 1536, 1536.
        Machines(Wanting(1, 512), Wanting(1, 512), Wanting(1, 1536), Wanting(1, 1536)).Should().Be(2);
        // The same with CPU where memory is equal: 768 + 256 twice.
        Machines(Wanting(256, 1), Wanting(256, 1), Wanting(768, 1), Wanting(768, 1)).Should().Be(2);
    }

    [Test]
    public void Tasks_that_must_not_meet_get_a_machine_each()
    {
        (InstanceResources, string?) Of(string? apart) => (Wanting(1, 1), apart);
        BinPacking.MachinesFor(Size, [Of("a"), Of("a"), Of("a")]).Should().Be(3);
        BinPacking.MachinesFor(Size, [Of("a"), Of("b"), Of(null), Of(null)]).Should().Be(1);
    }

    [TestCase(0, 0, 100)]
    [TestCase(1, 0, 200)]
    [TestCase(3, 2, 150)]
    [TestCase(1, 2, 50)]
    public void Reservation_is_what_is_needed_of_what_is_there(int needed, int present, double percent) => new CapacityReservation(needed, present).Percent.Should().Be(percent);

    private static CapacityProviderStrategyItem Item(string provider, int? weight, int? @base = null) => new() { CapacityProvider = provider, Weight = weight, Base = @base };

    private static string Distributed(int count, params ValueList<CapacityProviderStrategyItem> strategy) => string.Join(' ', CapacityProviders.Distribute(strategy, count));

    [Test]
    public void The_base_comes_first_then_weights_count()
    {
        Distributed(6, Item("A", 1, 2), Item("B", 3)).Should().Be("A A B B A B");
        Distributed(3, Item("A", null)).Should().Be("A A A");
        Distributed(3, Item("A", 0, 2), Item("B", 1)).Should().Be("A A B");
        Distributed(2, Item("A", null), Item("B", 1)).Should().Be("B B", "nothing is said of A's weight");
    }

    [Test]
    public void A_strategy_has_rules()
    {
        ValueList<string> both = ["A", "B"];
        void Refused(string message, params ValueList<CapacityProviderStrategyItem> strategy) =>
            FluentActions.Invoking(() => CapacityProviders.CheckStrategy(strategy, both)).Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").WithMessage(message);
        const string weight = "The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0. Add a weight and try again.";
        Refused("The specified capacity provider strategy contains a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.", Item("A", 1), Item("C", 1));
        Refused("The specified capacity provider strategy contains the same capacity provider more than once. Name each capacity provider once and try again.", Item("A", 1), Item("A", 2));
        Refused("The specified capacity provider strategy cannot contain more than one capacity provider with a base value greater than 0. Specify only one capacity provider with a base value and try again.", Item("A", 1, 1), Item("B", 1, 1));
        Refused(weight, Item("A", 0));
        Refused(weight, Item("A", 0), Item("B", null));
        foreach (var good in new ValueList<CapacityProviderStrategyItem>[] { [], [Item("A", null)], [Item("A", 1)], [Item("A", 0), Item("B", 1)], [Item("A", 1, 1), Item("B", 1, 0)] })
            CapacityProviders.CheckStrategy(good, both).Should().BeSameAs(good);
    }

    [Test]
    public void A_cluster_has_up_to_twenty_providers()
    {
        var story = new Story();
        var names = Enumerable.Range(0, 21).Select(i => $"own{i:D2}").ToValueList();
        story.Change(world => names.Aggregate(world, (next, name) => next.Put(new EcsCapacityProvider(name, "group-" + name) { Scaling = new(), TerminationProtection = "DISABLED", Draining = "DISABLED" })));
        CapacityProviders.Check(story.World, names.Take(20).ToValueList()).Should().HaveCount(20);
        CapacityProviders.Check(story.World, [.. names.Take(20), "own00"]).Should().HaveCount(20, "a name twice is one provider");
        FluentActions.Invoking(() => CapacityProviders.Check(story.World, names)).Should().Throw<ApiException>().WithMessage("The maximum number of capacity providers per cluster has been exceeded.");
    }

    [Test]
    public void A_provider_that_a_service_uses_stays_with_the_cluster()
    {
        var story = new ServiceStory();
        story.Define();
        story.Change(world => world.Put(new AutoScalingGroupState("workers", "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", story.Now)));
        story.Change(world => ProviderRules.Create(world, new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "workers" } }).World);
        story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own", "FARGATE", "FARGATE_SPOT"], DefaultCapacityProviderStrategy = [] }).World);
        story.Create(ServiceStory.Request with { LaunchType = null, DesiredCount = 0, CapacityProviderStrategy = [Item("FARGATE", 1), Item("FARGATE_SPOT", 1)] });
        void Leaves(params ValueList<string> providers) => ClusterRules.PutCapacityProviders(story.World, new() { Cluster = "default", CapacityProviders = providers, DefaultCapacityProviderStrategy = [] });
        FluentActions.Invoking(() => Leaves("own", "FARGATE")).Should().Throw<ApiException>().WithMessage("The specified capacity provider is in use and cannot be removed.").Which.Code.Should().Be("ResourceInUseException");
        FluentActions.Invoking(() => Leaves("own", "FARGATE_SPOT")).Should().Throw<ApiException>();
        FluentActions.Invoking(() => Leaves("FARGATE", "FARGATE_SPOT")).Should().NotThrow("nobody uses it");
    }

    [Test]
    public void A_machine_that_says_nothing_is_a_usual_one()
    {
        var attributes = new Story().AddInstance(attributes: new Shapes.Ecs.Attribute { Name = "stack", Value = "blue" }).Attributes;
        string? Of(string name) => attributes.Single(attribute => attribute.Name == name).Value;
        (Of("ecs.availability-zone"), Of("ecs.cpu-architecture"), Of("ecs.instance-type"), Of("ecs.os-type"), Of("stack")).Should().Be(("us-east-1a", "x86_64", "t3.medium", "linux", "blue"));
    }

    [Test]
    public void An_agent_announces_its_capabilities() => new Story().AddInstance().Attributes.Where(attribute => attribute.Value is null).Select(attribute => attribute.Name).Should().Equal(
        [.. "17 18 19 20 21 22 23 24 25 29".Split(' ').Select(version => $"com.amazonaws.ecs.capability.docker-remote-api.1.{version}"),
            "com.amazonaws.ecs.capability.ecr-auth", "com.amazonaws.ecs.capability.logging-driver.awsfirelens", "com.amazonaws.ecs.capability.logging-driver.awslogs", "com.amazonaws.ecs.capability.logging-driver.json-file",
            "com.amazonaws.ecs.capability.logging-driver.none", "com.amazonaws.ecs.capability.privileged-container", "com.amazonaws.ecs.capability.task-iam-role",
            "com.amazonaws.ecs.capability.task-iam-role-network-host", "ecs.capability.container-health-check", "ecs.capability.container-ordering",
            "ecs.capability.docker-plugin.local", "ecs.capability.env-files.s3", "ecs.capability.execution-role-awslogs", "ecs.capability.execution-role-ecr-pull",
            "ecs.capability.extensible-ephemeral-storage", "ecs.capability.firelens.fluentbit", "ecs.capability.firelens.fluentd", "ecs.capability.firelens.options.config.file", "ecs.capability.firelens.options.config.s3", "ecs.capability.full-sync", "ecs.capability.pid-ipc-namespace-sharing",
            "ecs.capability.private-registry-authentication.secretsmanager", "ecs.capability.secrets.asm.environment-variables", "ecs.capability.secrets.ssm.environment-variables",
            "ecs.capability.task-cpu-mem-limit", "ecs.capability.task-eni"]);

    [Test]
    public void An_update_of_the_agent_takes_half_a_minute()
    {
        var story = new Story();
        var instance = story.AddInstance();
        FluentActions.Invoking(() => AgentUpdates.Update(story.World, new() { ContainerInstance = instance.Id }, story.Now)).Should().Throw<ApiException>()
            .WithMessage("Amazon ECS is unable to determine the current version of the Amazon ECS container agent on your container instance.");
        story.Change(world => world.Put(instance with { VersionInfo = new() { AgentVersion = "1.90.0" } }));
        var updating = story.Change(world => AgentUpdates.Update(world, new() { ContainerInstance = instance.Id }, story.Now));
        (updating.AgentUpdatedAt, updating.Version).Should().Be((story.Now + TimeSpan.FromSeconds(30), instance.Version + 1));
        story.After(TimeSpan.FromSeconds(29)).Should().BeEmpty();
        story.After(TimeSpan.FromSeconds(1));
        var updated = story.World.ContainerInstances[instance.Id];
        (updated.AgentUpdatedAt, updated.Version, updated.VersionInfo!.AgentVersion).Should().Be((null, instance.Version + 2, AgentUpdates.LatestVersion));
    }

    [Test]
    public void A_lost_instance_says_since_when_its_agent_is_away()
    {
        var story = new Story();
        var (connected, away) = (story.AddInstance(), story.AddInstance());
        story.Change(world => Reducer.Apply(world, new NoteAgent(away.Id, false, "The test says so."), story.Now));
        var since = story.World.ContainerInstances[away.Id].AgentSince;
        story.After(TimeSpan.FromMinutes(1));
        Instance Lost(Instance instance) => InstanceLoss.Apply(story.World, story.World.ContainerInstances[instance.Id], "TerminationNotice", "gone", story.Now).ContainerInstances[instance.Id];
        (Lost(connected).AgentSince, Lost(connected).Version).Should().Be((story.Now, connected.Version + 1));
        Lost(away).AgentSince.Should().Be(since).And.NotBe(story.Now);
    }
}
