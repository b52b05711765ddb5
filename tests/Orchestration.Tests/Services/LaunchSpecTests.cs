using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>What a new service's tasks are started from: capacity, load balancers, volumes, and the default for rebalancing.</summary>
public class LaunchSpecTests
{
    private static readonly string Group = Balancers.Group("t");

    private static readonly CreateServiceRequest Unsaid = ServiceStory.Request with { LaunchType = null };

    private static ServiceStory Given()
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("t"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }, new() { ContainerPort = 81 }] }, Requests.Sidecar));
        story.Define(Requests.Ec2() with { Family = "bridge" });
        return story;
    }

    private static void DefaultToSpot(ServiceStory story) => story.Change(world => ClusterRules.PutCapacityProviders(world, new()
    {
        Cluster = "default",
        CapacityProviders = ["FARGATE", "FARGATE_SPOT"],
        DefaultCapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }],
    }).World);

    private static LaunchSpec Created(ServiceStory story, CreateServiceRequest request)
    {
        var service = story.Create(request);
        return story.World.ServiceRevisions[service.RevisionId!].Spec;
    }

    private static void Refused(CreateServiceRequest request, string message) =>
        Given().Invoking(story => story.Create(request)).Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be("InvalidParameterException");

    [Test]
    public void The_cluster_s_default_strategy_holds_where_nothing_is_said()
    {
        var story = Given();
        DefaultToSpot(story);
        var spec = Created(story, Unsaid);
        (spec.LaunchType, spec.CapacityProviderStrategy.Single().CapacityProvider).Should().Be((null, "FARGATE_SPOT"));
    }

    [Test]
    public void A_launch_type_goes_over_the_default_strategy_also_beside_an_empty_one()
    {
        foreach (var strategy in new ValueList<CapacityProviderStrategyItem>?[] { null, [] })
        {
            var story = Given();
            DefaultToSpot(story);
            var spec = Created(story, ServiceStory.Request with { CapacityProviderStrategy = strategy });
            (spec.LaunchType, spec.CapacityProviderStrategy.Count).Should().Be(("FARGATE", 0));
        }
    }

    [Test]
    public void Without_either_it_is_EC2() => Created(Given(), ServiceStory.OnMachines with { TaskDefinition = "bridge", LaunchType = null }).LaunchType.Should().Be("EC2");

    [Test]
    public void Capacity_providers_have_to_be_the_cluster_s() =>
        Refused(Unsaid with { CapacityProviderStrategy = [new() { CapacityProvider = "nobody", Weight = 1 }] },
            "The specified capacity provider strategy contains a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.");

    [Test]
    public void A_load_balancer_may_send_to_any_port_of_its_container_and_to_no_other()
    {
        static LoadBalancer To(string container, int port) => new() { TargetGroupArn = Group, ContainerName = container, ContainerPort = port };
        foreach (var port in new[] { 80, 81 }) Created(Given(), ServiceStory.Request with { LoadBalancers = [To("app", port)] }).LoadBalancers.Should().Equal(To("app", port));
        Refused(ServiceStory.Request with { LoadBalancers = [To("app", 82)] }, "The container app did not have a container port 82 defined.");
        Refused(ServiceStory.Request with { LoadBalancers = [To("side", 80)] }, "The container side did not have a container port 80 defined.");
    }

    [Test]
    public void Volumes_are_configured_only_where_there_are_any() =>
        Refused(ServiceStory.Request with { VolumeConfigurations = [new() { Name = "v" }] },
            "The volume name 'v' in your request does not have a matching volume in your Task Definition. Specify a valid volume name and try again.");

    [Test]
    public void Lattice_targets_are_kept()
    {
        var lattice = new VpcLatticeConfiguration { RoleArn = Requests.Role, TargetGroupArn = "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1", PortName = "web" };
        Created(Given(), ServiceStory.Request with { VpcLatticeConfigurations = [lattice] }).VpcLatticeConfigurations.Should().Equal(lattice);
        Created(Given(), ServiceStory.Request).VpcLatticeConfigurations.Should().BeEmpty();
    }

    [Test]
    public void A_strategy_that_is_none_is_refused() =>
        Refused(ServiceStory.OnMachines with { TaskDefinition = "bridge", PlacementStrategy = [new() { Type = "alphabetical" }] }, "*alphabetical*");

    private static IEnumerable<TestCaseData> Rebalanced()
    {
        var machines = ServiceStory.OnMachines with { TaskDefinition = "bridge" };
        yield return Row("on Fargate", ServiceStory.Request, "ENABLED");
        yield return Row("empty lists", machines with { PlacementStrategy = [], PlacementConstraints = [] }, "ENABLED");
        yield return Row("above 100 %", machines with { DeploymentConfiguration = new() { MinimumHealthyPercent = 50, MaximumPercent = 101 } }, "ENABLED");
        yield return Row("at 100 %", machines with { DeploymentConfiguration = new() { MinimumHealthyPercent = 50, MaximumPercent = 100 } }, "DISABLED");
        yield return Row("with a strategy", machines with { PlacementStrategy = [new() { Type = "random" }] }, "DISABLED");
        yield return Row("with a constraint", machines with { PlacementConstraints = [new() { Type = "distinctInstance" }] }, "DISABLED");
        yield return Row("deployed by CodeDeploy", ServiceStory.Request with { DeploymentController = new() { Type = "CODE_DEPLOY" } }, "DISABLED");
        yield return Row("a daemon", machines with { SchedulingStrategy = "DAEMON", DesiredCount = null }, "DISABLED");
    }

    private static TestCaseData Row(string name, CreateServiceRequest request, string expected) => new TestCaseData(request, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Rebalanced))]
    public void Zones_are_rebalanced_by_default_where_that_is_possible(CreateServiceRequest request, string expected) =>
        Given().Create(request).AvailabilityZoneRebalancing.Should().Be(expected);

    [Test]
    public void A_revision_names_the_image_of_each_container()
    {
        var story = Given();
        var service = story.Create(ServiceStory.Request);
        story.World.ServiceRevisions[service.RevisionId!].ContainerImages.Select(image => (image.ContainerName, image.Image)).Should().Equal(("app", "busybox"), ("side", "busybox"));
    }
}
