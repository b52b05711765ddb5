using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>What CreateService refuses: one mistake each, with the exact words.</summary>
public class ServiceRefusalTests
{
    private const string InvalidParameter = "InvalidParameterException";

    private static readonly CreateServiceRequest Good = ServiceStory.Request;
    private static readonly CreateServiceRequest OnMachines = ServiceStory.OnMachines with { TaskDefinition = "bridge" };
    private static readonly CreateServiceRequest Daemon = OnMachines with { SchedulingStrategy = "DAEMON", DesiredCount = null };
    private static readonly CapacityProviderStrategyItem Fargate = new() { CapacityProvider = "FARGATE", Weight = 1 };
    private static readonly LoadBalancer Target = new() { TargetGroupArn = Balancers.Group("t"), ContainerName = "app", ContainerPort = 80 };

    private static CreateServiceRequest Configured(DeploymentConfiguration configuration) => Good with { DeploymentConfiguration = configuration };

    private static CreateServiceRequest Hooked(DeploymentLifecycleHook hook) => Configured(new() { Strategy = "BLUE_GREEN", LifecycleHooks = [hook] });

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Of("no name", Good with { ServiceName = null }, "Service name can not be blank.");
        yield return Of("odd name", Good with { ServiceName = "a b" }, "Invalid service name. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
        yield return Of("long name", Good with { ServiceName = new('a', 256) }, "Invalid service name. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
        yield return Of("long token", Good with { ClientToken = new('a', 37) }, "idempotency token longer than 36.");
        yield return Of("no count", Good with { DesiredCount = null }, "DesiredCount is missing");
        yield return Of("negative count", Good with { DesiredCount = -1 }, "DesiredCount can not be lesser than 0");
        yield return Of("no definition", Good with { TaskDefinition = null }, "Task definition can not be blank.");
        yield return Of("unknown definition", Good with { TaskDefinition = "nothing" }, "TaskDefinition not found.", "ClientException");
        yield return Of("unknown cluster", Good with { Cluster = "nowhere" }, "Cluster not found.", "ClusterNotFoundException");
        yield return Of("launch type and strategy", Good with { CapacityProviderStrategy = [Fargate] }, "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        yield return Of("no network", Good with { NetworkConfiguration = null }, "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        yield return Of("no subnets", Good with { NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [] } } }, "subnets can not be empty.");
        yield return Of("network on the bridge", OnMachines with { NetworkConfiguration = Story.Network }, "Network Configuration is not valid for the given networkMode of this task definition.");
        yield return Of("platform on EC2", OnMachines with { PlatformVersion = "1.4.0" }, "The platform version must be null when specifying an EC2 launch type.");
        yield return Of("negative grace", Good with { HealthCheckGracePeriodSeconds = -1 }, "healthCheckGracePeriodSeconds can not be less than 0.");
        yield return Of("constraints on Fargate", Good with { PlacementConstraints = [new() { Type = "distinctInstance" }] }, "Placement constraints are not supported with FARGATE launch type.");
        yield return Of("constraints where a Fargate provider places", Good with { LaunchType = null, CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT" }], PlacementConstraints = [new() { Type = "distinctInstance" }] }, "Placement constraints are not supported with FARGATE launch type.");
        yield return Of("strategies on Fargate", Good with { AvailabilityZoneRebalancing = "DISABLED", PlacementStrategy = [new() { Type = "random" }] }, "Placement strategies are not supported with FARGATE launch type.");
        yield return Of("exec without role", Good with { EnableExecuteCommand = true }, "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.");
        yield return Of("role without need", Good with { Role = Requests.Role }, "You cannot specify an IAM role for services that require a service linked role.");
        yield return Of("propagate nonsense", Good with { PropagateTags = "ALL" }, "Invalid propagateTags 'ALL'. Valid values are: NONE, SERVICE, TASK_DEFINITION.");

        yield return Of("unknown container", Good with { LoadBalancers = [Target with { ContainerName = "nobody" }] }, "The container nobody does not exist in the task definition.");
        yield return Of("unknown port", Good with { LoadBalancers = [Target with { ContainerPort = 81 }] }, "The container app did not have a container port 81 defined.");
        yield return Of("one target twice", Good with { LoadBalancers = [Target, Target] }, $"Duplicate targetGroupArn found: {Target.TargetGroupArn}");
        yield return Of("two registries", Good with { ServiceRegistries = [new() { RegistryArn = "a" }, new() { RegistryArn = "b" }] }, "service registries can have at most 1 items");
        yield return Of("unknown volume", Good with { VolumeConfigurations = [new() { Name = "v" }] }, "The volume name 'v' in your request does not have a matching volume in your Task Definition. Specify a valid volume name and try again.");

        yield return Of("low maximum", Configured(new() { MaximumPercent = 99 }), "maximumPercent must be at least 100.");
        yield return Of("negative minimum", Configured(new() { MinimumHealthyPercent = -1 }), "minimumHealthyPercent can not be less than 0.");
        yield return Of("high minimum", Configured(new() { MinimumHealthyPercent = 101 }), "minimumHealthyPercent must be at most 100.");
        yield return Of("both 100", Configured(new() { MaximumPercent = 100 }), "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        yield return Of("alarms without names", Configured(new() { Alarms = new() { Enable = true, AlarmNames = [] } }), "alarmNames can not be empty when deployment alarms are enabled.");
        yield return Of("threshold of nothing", Configured(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "COUNT", Value = 0 } } }), "The value of thresholdConfiguration must be greater than 0.");
        yield return Of("threshold above 100 %", Configured(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "BOUNDED_PERCENT", Value = 101 } } }), "The value of thresholdConfiguration must be between 1 and 100 for percentages.");
        yield return Of("long bake", Configured(new() { BakeTimeInMinutes = 1441 }), "bakeTimeInMinutes must be between 0 and 1440.");
        yield return Of("linear while rolling", Configured(new() { LinearConfiguration = new() }), "linearConfiguration is only valid for the LINEAR deployment strategy.");
        yield return Of("small steps", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 2.9 } }), "stepPercent must be between 3.0 and 100.0.");
        yield return Of("long steps", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepBakeTimeInMinutes = 1441 } }), "stepBakeTimeInMinutes must be between 0 and 1440.");
        yield return Of("canary while rolling", Configured(new() { CanaryConfiguration = new() }), "canaryConfiguration is only valid for the CANARY deployment strategy.");
        yield return Of("small canary", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 0.05 } }), "canaryPercent must be between 0.1 and 100.0.");
        yield return Of("early success, half said", Configured(new() { EarlySuccessCriteria = new() { Enable = true } }), "healthyPercent and sourceServiceRevisionCleanup are required when earlySuccessCriteria is enabled.");
        yield return Of("early success below the minimum", Configured(new() { EarlySuccessCriteria = new() { Enable = true, HealthyPercent = 50, SourceServiceRevisionCleanup = "BLOCKING" } }), "healthyPercent must be between minimumHealthyPercent and 100.");
        yield return Of("hook without stage", Hooked(new() { TargetType = "PAUSE" }), "lifecycleStages can not be empty.");
        yield return Of("hook of another kind", Hooked(new() { TargetType = "EMAIL", LifecycleStages = ["PRE_SCALE_UP"] }), "Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE");
        yield return Of("pause in a shift", Hooked(new() { TargetType = "PAUSE", LifecycleStages = ["TEST_TRAFFIC_SHIFT"] }), "Hooks of the target type PAUSE are not supported in the lifecycle stage TEST_TRAFFIC_SHIFT.");
        yield return Of("Lambda without function", Hooked(new() { LifecycleStages = ["PRE_SCALE_UP"] }), "hookTargetArn can not be blank.");
        yield return Of("Lambda without role", Hooked(new() { LifecycleStages = ["PRE_SCALE_UP"], HookTargetArn = "arn:aws:lambda:us-east-1:123456789012:function:f" }), "roleArn can not be blank.");
        yield return Of("balancer without second target", Good with { LoadBalancers = [Target], DeploymentConfiguration = new() { Strategy = "BLUE_GREEN" } }, "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy.");

        yield return Of("daemon with a count", Daemon with { DesiredCount = 0 }, "The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again");
        yield return Of("daemon on Fargate", Good with { SchedulingStrategy = "DAEMON", DesiredCount = null }, "The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again");
        yield return Of("daemon with strategies", Daemon with { PlacementStrategy = [new() { Type = "random" }] }, "The daemon scheduling strategy does not support placement strategies. Remove the placement strategies and try again.");
        yield return Of("daemon above 100 %", Daemon with { DeploymentConfiguration = new() { MaximumPercent = 150 } }, "The daemon scheduling strategy does not support values above 100 for maximumPercent. Change the value and try again.");
        yield return Of("daemon that blocks", Daemon with { DeploymentConfiguration = new() { MinimumHealthyPercent = 100 } }, "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        yield return Of("daemon, blue/green", Daemon with { DeploymentConfiguration = new() { Strategy = "BLUE_GREEN" } }, "The daemon scheduling strategy does not support the BLUE_GREEN deployment strategy. Change the deployment strategy and try again.");

        yield return Of("rebalancing a full house", Good with { AvailabilityZoneRebalancing = "ENABLED", DeploymentConfiguration = new() { MaximumPercent = 100, MinimumHealthyPercent = 0 } },
            "availabilityZoneRebalancing is not supported for services with a maximumPercent of 100 or less. Raise maximumPercent and try again.");
        yield return Of("external with a definition", Good with { DeploymentController = new() { Type = "EXTERNAL" } }, "TaskDefinition must be blank");
    }

    private static TestCaseData Of(string name, CreateServiceRequest request, string message, string code = InvalidParameter) => new TestCaseData(request, code, message).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Refusals))]
    public void CreateService_refuses(CreateServiceRequest request, string code, string message)
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("t"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }));
        story.Define(Requests.Ec2() with { Family = "bridge" });
        var before = story.World;

        var error = FluentActions.Invoking(() => CreateService.Apply(story.World, request, story.NextIds(), "me", story.Now)).Should().Throw<ApiException>().Which;

        (error.Code, error.Message, error.Status).Should().Be((code, message, 400));
        story.World.Should().BeSameAs(before);
    }
}
