using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskSets;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>What an update does not mention stays, and what it mentions is replaced.</summary>
public class KeptSettingsTests
{
    private static readonly UpdateServiceRequest First = new()
    {
        HealthCheckGracePeriodSeconds = 30,
        EnableECSManagedTags = true,
        PropagateTags = "SERVICE",
        EnableExecuteCommand = true,
        AvailabilityZoneRebalancing = "DISABLED",
        PlacementStrategy = [new() { Type = "random" }],
        PlacementConstraints = [new() { Type = "distinctInstance" }],
    };

    private static readonly UpdateServiceRequest Second = new()
    {
        HealthCheckGracePeriodSeconds = 0,
        EnableECSManagedTags = false,
        PropagateTags = "NONE",
        EnableExecuteCommand = false,
        AvailabilityZoneRebalancing = "ENABLED",
        PlacementStrategy = [],
        PlacementConstraints = [],
    };

    private static ServiceStory OnMachines()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2() with { TaskRoleArn = Requests.Role });
        story.AddMachine();
        story.Create(ServiceStory.OnMachines);
        story.Settle();
        return story;
    }

    private static UpdateServiceRequest Settings(EcsService service) => new()
    {
        HealthCheckGracePeriodSeconds = service.HealthCheckGracePeriodSeconds,
        EnableECSManagedTags = service.EnableEcsManagedTags,
        PropagateTags = service.PropagateTags,
        EnableExecuteCommand = service.EnableExecuteCommand,
        AvailabilityZoneRebalancing = service.AvailabilityZoneRebalancing,
        PlacementStrategy = service.PlacementStrategy,
        PlacementConstraints = service.PlacementConstraints,
    };

    [Test]
    public void Of_the_service()
    {
        var story = OnMachines();
        story.Update(First);
        Settings(story.Web).Should().Be(First);
        story.Update(new());
        Settings(story.Web).Should().Be(First);
        story.Update(Second);
        Settings(story.Web).Should().Be(Second);
    }

    [Test]
    public void Of_what_its_tasks_are_started_from()
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("t"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }));
        story.Create(desired: 1);
        var balancer = new LoadBalancer { TargetGroupArn = Balancers.Group("t"), ContainerName = "app", ContainerPort = 80 };
        story.Update(new()
        {
            PlatformVersion = "1.4.0",
            LoadBalancers = [balancer],
            ServiceRegistries = [new() { RegistryArn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1" }],
            ServiceConnectConfiguration = new() { Enabled = true, Namespace = "n" },
            VpcLatticeConfigurations = [new() { RoleArn = "arn:aws:iam::123456789012:role/lattice", TargetGroupArn = "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1", PortName = "web" }],
        });
        var spec = Spec(story);
        spec.PlatformVersion.Should().Be("1.4.0");
        story.Update(new() { ForceNewDeployment = true });
        Spec(story).Should().Be(spec);
        story.Update(new()
        {
            PlatformVersion = "LATEST",
            LoadBalancers = [],
            ServiceRegistries = [],
            ServiceConnectConfiguration = new() { Enabled = false },
            VpcLatticeConfigurations = [],
        });
        Spec(story).Should().Be(spec with
        {
            PlatformVersion = "LATEST",
            LoadBalancers = [],
            ServiceRegistries = [],
            ServiceConnectConfiguration = new() { Enabled = false },
            VpcLatticeConfigurations = [],
        });
    }

    private static LaunchSpec Spec(ServiceStory story) => story.World.ServiceRevisions[story.Web.RevisionId!].Spec;

    [Test]
    public void An_empty_capacity_provider_strategy_changes_nothing()
    {
        var story = OnMachines();
        var before = (story.Web.Primary!.Id, Spec(story));
        story.Update(new() { CapacityProviderStrategy = [] });
        (story.Web.Primary!.Id, Spec(story)).Should().Be(before);
    }

    [Test]
    public void Scaling_is_told_by_the_deployment_too_and_nothing_else_touches_it()
    {
        var story = OnMachines();
        var before = story.Web.Primary!;
        story.After(60);
        story.Update(new() { PropagateTags = "SERVICE" });
        story.Web.Primary.Should().Be(before);
        story.Scale(3);
        story.Web.Primary.Should().Be(before with { DesiredCount = 3, TasksStarted = 3, UpdatedAt = story.Now });
    }

    [Test]
    public void Execute_command_is_checked_when_it_or_the_task_definition_changes()
    {
        const string Message = "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.";
        var story = OnMachines();
        story.Define(Requests.Ec2());
        story.Update(new() { EnableExecuteCommand = true });
        story.Invoking(each => each.Update(new() { TaskDefinition = "demo:2" })).Should().Throw<ApiException>().WithMessage(Message);
        story.Update(new() { EnableExecuteCommand = false, TaskDefinition = "demo:2" });
        story.Invoking(each => each.Update(new() { EnableExecuteCommand = true })).Should().Throw<ApiException>().WithMessage(Message);
    }

    private static IEnumerable<UpdateServiceRequest> OfTaskSets()
    {
        yield return new() { TaskDefinition = "demo:1" };
        yield return new() { PlatformVersion = "1.4.0" };
        yield return new() { NetworkConfiguration = Story.Network };
        yield return new() { LoadBalancers = [] };
        yield return new() { CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE", Weight = 1 }] };
    }

    [TestCaseSource(nameof(OfTaskSets))]
    public void What_belongs_to_task_sets_cannot_be_updated_at_their_service(UpdateServiceRequest request) =>
        Sets.Begin().Invoking(story => story.Update(request)).Should().Throw<ApiException>().WithMessage(
            "Unable to update task definition, platform version, network configuration, load balancers or capacity provider strategy on services with an EXTERNAL deployment controller. Create a new task set instead.");

    [Test]
    public void The_rules_of_services_hold_for_those_with_task_sets_too()
    {
        var story = Sets.Begin();
        story.Invoking(each => each.Update(new() { HealthCheckGracePeriodSeconds = -1 })).Should().Throw<ApiException>().WithMessage("healthCheckGracePeriodSeconds can not be less than 0.");
        story.Update(new() { HealthCheckGracePeriodSeconds = 0, DesiredCount = 2 });
        (story.Web.HealthCheckGracePeriodSeconds, story.Web.DesiredCount).Should().Be((0, 2));
    }
}
