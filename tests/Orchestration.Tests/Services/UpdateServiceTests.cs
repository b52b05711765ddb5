using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>UpdateService: what begins a deployment, what applies at once, and what is refused.</summary>
public class UpdateServiceTests
{
    private static ServiceStory Steady(int desired = 1)
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("t"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }) with { TaskRoleArn = Requests.Role });
        story.Create(desired);
        story.Settle();
        story.Decided();
        return story;
    }

    private static IEnumerable<TestCaseData> Deploying()
    {
        yield return Of("taskDefinition", new() { TaskDefinition = "demo:2" });
        yield return Of("networkConfiguration", new() { NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-2"] } } });
        yield return Of("platformVersion", new() { PlatformVersion = "1.4.0" });
        yield return Of("loadBalancers", new() { LoadBalancers = [new() { TargetGroupArn = Balancers.Group("t"), ContainerName = "app", ContainerPort = 80 }] });
        yield return Of("serviceRegistries", new() { ServiceRegistries = [new() { RegistryArn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1" }] });
        yield return Of("serviceConnectConfiguration", new() { ServiceConnectConfiguration = new() { Enabled = true, Namespace = "n" } });
        yield return Of("forceNewDeployment", new() { ForceNewDeployment = true });
        yield return Of("capacityProviderStrategy, forced", new() { CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }], ForceNewDeployment = true });
    }

    private static IEnumerable<TestCaseData> Immediate()
    {
        yield return Of("desiredCount", new() { DesiredCount = 2 });
        yield return Of("deploymentConfiguration", new() { DeploymentConfiguration = new() { MinimumHealthyPercent = 50 } });
        yield return Of("availabilityZoneRebalancing", new() { AvailabilityZoneRebalancing = "DISABLED" });
        yield return Of("healthCheckGracePeriodSeconds", new() { HealthCheckGracePeriodSeconds = 5 });
        yield return Of("enableExecuteCommand", new() { EnableExecuteCommand = true });
        yield return Of("enableECSManagedTags", new() { EnableECSManagedTags = true });
        yield return Of("propagateTags", new() { PropagateTags = "SERVICE" });
        yield return Of("the same task definition", new() { TaskDefinition = "demo:1" });
        yield return Of("nothing", new());
    }

    private static TestCaseData Of(string name, UpdateServiceRequest request) => new TestCaseData(request).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Deploying))]
    public void What_tasks_are_started_from_begins_a_deployment(UpdateServiceRequest request)
    {
        var story = Steady();
        story.Define("app:2");
        story.Update(request);

        story.Web.Deployments.Select(each => (each.Status, each.RolloutState)).Should().Equal(("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED"));
        story.Rollout.Sources.Select(source => source.DeploymentId).Should().Equal(story.Web.Deployments[1].Id);
        story.Settle();
        story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be("COMPLETED");
        story.Tasks.Should().ContainSingle().Which.StartedBy.Should().Be(story.Web.Primary!.Id);
    }

    [TestCaseSource(nameof(Immediate))]
    public void The_rest_applies_at_once(UpdateServiceRequest request)
    {
        var story = Steady();
        var before = story.Web.Primary!.Id;
        story.Update(request);
        story.Settle();
        story.Web.Deployments.Should().ContainSingle().Which.Id.Should().Be(before);
        story.Web.DesiredCount.Should().Be(request.DesiredCount ?? 1);
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Refusal("unknown service", new() { Service = "nobody" }, "ServiceNotFoundException", "Service not found.");
        yield return Refusal("no service", new() { Service = "" }, "InvalidParameterException", "Service can not be blank.");
        yield return Refusal("unknown cluster", new() { Cluster = "nowhere" }, "ClusterNotFoundException", "Cluster not found.");
        yield return Refusal("unknown definition", new() { TaskDefinition = "nothing" }, "ClientException", "TaskDefinition not found.");
        yield return Refusal("negative count", new() { DesiredCount = -1 }, "InvalidParameterException", "Task count can not be lesser than 0");
        yield return Refusal("maximum", new() { DeploymentConfiguration = new() { MaximumPercent = 99 } }, "InvalidParameterException", "maximumPercent must be at least 100.");
        yield return Refusal("minimum", new() { DeploymentConfiguration = new() { MinimumHealthyPercent = 101 } }, "InvalidParameterException", "minimumHealthyPercent must be at most 100.");
        yield return Refusal("both 100", new() { DeploymentConfiguration = new() { MaximumPercent = 100 } }, "InvalidParameterException", "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        yield return Refusal("strategy not forced", new() { CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE", Weight = 1 }] }, "InvalidParameterException",
            "When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.");
        yield return Refusal("unknown container", new() { LoadBalancers = [new() { TargetGroupArn = "arn", ContainerName = "nobody", ContainerPort = 80 }] }, "InvalidParameterException", "The container nobody does not exist in the task definition.");
        yield return Refusal("unknown port", new() { LoadBalancers = [new() { TargetGroupArn = "arn", ContainerName = "app", ContainerPort = 81 }] }, "InvalidParameterException", "The container app did not have a container port 81 defined.");
        yield return Refusal("constraints on Fargate", new() { PlacementConstraints = [new() { Type = "distinctInstance" }] }, "InvalidParameterException", "Placement constraints are not supported with FARGATE launch type.");
        yield return Refusal("definition without role", new() { TaskDefinition = "bare", EnableExecuteCommand = true }, "InvalidParameterException",
            "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.");
    }

    private static TestCaseData Refusal(string name, UpdateServiceRequest request, string code, string message) => new TestCaseData(request, code, message).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Refused))]
    public void A_request_that_breaks_a_rule_changes_nothing(UpdateServiceRequest request, string code, string message)
    {
        var story = Steady();
        story.Define("app:1", family: "bare");
        var before = story.World;

        var error = FluentActions.Invoking(() => UpdateService.Apply(story.World, request with { Service = request.Service ?? "web" }, story.NextIds(), story.Now)).Should().Throw<ApiException>().Which;

        (error.Code, error.Message).Should().Be((code, message));
        story.World.Should().BeSameAs(before);
    }

    [Test]
    public void A_deleted_service_cannot_be_updated()
    {
        var story = Steady();
        story.Delete(force: true);
        FluentActions.Invoking(() => story.Scale(1)).Should().Throw<ApiException>().WithMessage("Service was not ACTIVE.").Which.Code.Should().Be("ServiceNotActiveException");
    }

    [Test]
    public void A_definition_that_was_deregistered_meanwhile_keeps_running_but_is_not_deployed_again()
    {
        var story = Steady();
        story.Change(world => Orchestration.TaskDefinitions.TaskDefinitionRegistry.Deregister(world, "demo:1", story.Now).World);

        story.Exit(story.Tasks.Single());
        story.Settle();
        story.Running("demo:1").Should().Equal("t2");

        FluentActions.Invoking(() => story.Update(new() { ForceNewDeployment = true })).Should().Throw<ApiException>().WithMessage("TaskDefinition is inactive").Which.Code.Should().Be("ClientException");
    }

    [Test]
    public void A_definition_is_deleted_only_when_no_service_can_start_it_any_more()
    {
        var story = Steady(desired: 0);
        story.Change(world => Orchestration.TaskDefinitions.TaskDefinitionRegistry.Deregister(world, "demo:1", story.Now).World);
        story.Change(world => Orchestration.TaskDefinitions.TaskDefinitionRegistry.Delete(world, ["demo:1"], story.Now).World);
        story.After(TimeSpan.FromHours(5));
        story.Scale(1);
        story.Settle();
        story.Running("demo:1").Should().Equal("t1");

        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(TimeSpan.FromHours(5));
        story.World.TaskDefinitions.Values.Select(each => each.Definition.Revision).Should().Equal(2);
    }
}
