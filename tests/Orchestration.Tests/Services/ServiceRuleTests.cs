using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Controllers, daemons, load balancers and rebalancing: what goes together, and how far values may go.</summary>
public class ServiceRuleTests
{
    private static readonly string Group = Balancers.Group("t");

    private static readonly CreateServiceRequest Good = ServiceStory.Request;
    private static readonly CreateServiceRequest OnMachines = ServiceStory.OnMachines with { TaskDefinition = "bridge" };
    private static readonly CreateServiceRequest Daemon = OnMachines with { SchedulingStrategy = "DAEMON", DesiredCount = null };
    private static readonly CreateServiceRequest External = new() { ServiceName = "web", DesiredCount = 1, DeploymentController = new() { Type = "EXTERNAL" } };
    private static readonly LoadBalancer Target = new() { TargetGroupArn = Group, ContainerName = "app", ContainerPort = 80 };
    private static readonly LoadBalancer Classic = new() { LoadBalancerName = "classic", ContainerName = "app", ContainerPort = 80 };

    private static ServiceStory Given()
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("t", "u").WithClassic("classic", "second"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }));
        story.Define(Requests.Ec2(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }) with { Family = "bridge", Volumes = [new() { Name = "kept" }, new() { Name = "v" }] });
        return story;
    }

    private static CreateServiceRequest Configured(DeploymentConfiguration configuration) => Good with { DeploymentConfiguration = configuration };

    private static CreateServiceRequest Hooked(params ValueList<DeploymentLifecycleHook> hooks) => Configured(new() { Strategy = "BLUE_GREEN", LifecycleHooks = hooks });

    private static DeploymentLifecycleHook Lambda { get; } = new() { LifecycleStages = ["PRE_SCALE_UP"], HookTargetArn = "arn:aws:lambda:us-east-1:123456789012:function:f", RoleArn = Requests.Role };

    private static DeploymentLifecycleHook Pause { get; } = new() { TargetType = "PAUSE", LifecycleStages = ["PRE_SCALE_UP"] };

    private static CreateServiceRequest Rebalancing(CreateServiceRequest request) => request with { AvailabilityZoneRebalancing = "ENABLED" };

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refused("external, balanced", External with { LoadBalancers = [Target] }, "LoadBalancers must be empty or null.");
        yield return Refused("external, networked", External with { NetworkConfiguration = Story.Network }, "NetworkConfiguration must be blank");
        const string ecsOnly = "The deployment circuit breaker, alarms and deployment strategies are only supported for services with an ECS deployment controller, not with EXTERNAL.";
        yield return Refused("external, breaker", External with { DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true } } }, ecsOnly);
        yield return Refused("external, alarms", External with { DeploymentConfiguration = new() { Alarms = new() { Enable = true, AlarmNames = ["a"] } } }, ecsOnly);
        yield return Refused("external, blue/green", External with { DeploymentConfiguration = new() { Strategy = "BLUE_GREEN" } }, ecsOnly);
        yield return Refused("external daemon", External with { SchedulingStrategy = "DAEMON", DesiredCount = null }, "The daemon scheduling strategy does not support the EXTERNAL deployment controller. Change the deployment controller and try again.");

        yield return Refused("daemon below 100 %", Daemon with { DeploymentConfiguration = new() { MaximumPercent = 99 } }, "maximumPercent must be 100 for the daemon scheduling strategy.");
        yield return Refused("rebalanced daemon", Rebalancing(Daemon), "availabilityZoneRebalancing is not supported with the daemon scheduling strategy.");
        const string spread = "availabilityZoneRebalancing needs spread over attribute:ecs.availability-zone as the first placement strategy, or none.";
        yield return Refused("rebalanced, packed", Rebalancing(OnMachines with { PlacementStrategy = [new() { Type = "binpack", Field = "cpu" }] }), spread);
        yield return Refused("rebalanced, spread over machines", Rebalancing(OnMachines with { PlacementStrategy = [new() { Type = "spread", Field = "instanceId" }] }), spread);
        yield return Refused("rebalanced in one zone", Rebalancing(OnMachines with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:ecs.availability-zone == us-east-1a" }] }),
            "availabilityZoneRebalancing is not supported with a placement constraint on attribute:ecs.availability-zone.");

        yield return Refused("balancer with two names", Good with { LoadBalancers = [Target with { LoadBalancerName = "classic" }] }, "loadBalancerName and targetGroupArn cannot both be specified. Specify one and try again.");
        yield return Refused("balancer without name", Good with { LoadBalancers = [Target with { TargetGroupArn = null }] }, "A load balancer needs a targetGroupArn or a loadBalancerName.");
        yield return Refused("classic in awsvpc", Good with { LoadBalancers = [Classic] }, "Classic Load Balancers are not supported with the awsvpc network mode. Use a target group instead.");
        yield return Refused("no container", Good with { LoadBalancers = [Target with { ContainerName = "" }] }, "Container name can not be blank.");
        yield return Refused("old and new balancers", OnMachines with { LoadBalancers = [Classic, Target] }, "All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn).");
        yield return Refused("role in awsvpc", Good with { LoadBalancers = [Target], Role = Requests.Role }, "You cannot specify an IAM role for services that require a service linked role.");
        yield return Refused("another volume", OnMachines with { VolumeConfigurations = [new() { Name = "w" }] }, "The volume name 'w' in your request does not have a matching volume in your Task Definition. Specify a valid volume name and try again.");

        yield return Refused("bake of -1", Configured(new() { BakeTimeInMinutes = -1 }), "bakeTimeInMinutes must be between 0 and 1440.");
        yield return Refused("large steps", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 100.1 } }), "stepPercent must be between 3.0 and 100.0.");
        yield return Refused("steps of -1", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepBakeTimeInMinutes = -1 } }), "stepBakeTimeInMinutes must be between 0 and 1440.");
        yield return Refused("large canary", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 100.1 } }), "canaryPercent must be between 0.1 and 100.0.");
        yield return Refused("canary bakes -1", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryBakeTimeInMinutes = -1 } }), "canaryBakeTimeInMinutes must be between 0 and 1440.");
        yield return Refused("canary bakes long", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryBakeTimeInMinutes = 1441 } }), "canaryBakeTimeInMinutes must be between 0 and 1440.");
        DeploymentEarlySuccessCriteria early = new() { Enable = true, HealthyPercent = 100, SourceServiceRevisionCleanup = "BLOCKING" };
        yield return Refused("early blue/green", Configured(new() { Strategy = "BLUE_GREEN", EarlySuccessCriteria = early }), "earlySuccessCriteria is only valid for the ROLLING deployment strategy.");
        yield return Refused("early at 101 %", Configured(new() { EarlySuccessCriteria = early with { HealthyPercent = 101 } }), "healthyPercent must be between minimumHealthyPercent and 100.");
        yield return Refused("early without percent", Configured(new() { EarlySuccessCriteria = early with { HealthyPercent = null } }), "healthyPercent and sourceServiceRevisionCleanup are required when earlySuccessCriteria is enabled.");
        yield return Refused("eleven hooks", Hooked([.. Enumerable.Repeat(Lambda, 11)]), "lifecycleHooks can have at most 10 items of each target type.");
        yield return Refused("pause that calls", Hooked(Pause with { HookTargetArn = Lambda.HookTargetArn }), "hookTargetArn and roleArn are not supported for hooks of the target type PAUSE.");
        yield return Refused("pause with a role", Hooked(Pause with { RoleArn = Requests.Role }), "hookTargetArn and roleArn are not supported for hooks of the target type PAUSE.");
        yield return Refused("pause in the production shift", Hooked(Pause with { LifecycleStages = ["PRODUCTION_TRAFFIC_SHIFT"] }), "Hooks of the target type PAUSE are not supported in the lifecycle stage PRODUCTION_TRAFFIC_SHIFT.");
        foreach (var odd in new[] { "arn:aws:sns:us-east-1:123456789012:topic", "my:lambda:function" })
            yield return Refused(odd, Hooked(Lambda with { HookTargetArn = odd }), $"Invalid hookTargetArn '{odd}'. Specify the ARN of a Lambda function.");
        yield return Refused("patient function", Hooked(Lambda with { TimeoutConfiguration = new() { TimeoutInMinutes = 1441 } }), "timeoutInMinutes can be at most 1440 for hooks of the target type AWS_LAMBDA.");
    }

    private static TestCaseData Refused(string name, CreateServiceRequest request, string message) => new TestCaseData(request, message).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Refusals))]
    public void CreateService_refuses(CreateServiceRequest request, string message)
    {
        var story = Given();
        FluentActions.Invoking(() => CreateService.Apply(story.World, request, story.NextIds(), "me", story.Now)).Should().Throw<ApiException>()
            .Where(error => error.Code == "InvalidParameterException").Which.Message.Should().Be(message);
    }

    private static IEnumerable<TestCaseData> Limits()
    {
        yield return Fine("no grace", Good with { HealthCheckGracePeriodSeconds = 0 });
        yield return Fine("nothing desired", Good with { DesiredCount = 0 });
        yield return Fine("long name", Good with { ServiceName = new('a', 255) });
        yield return Fine("long token", Good with { ClientToken = new('a', 36) });
        yield return Fine("100 to 101 %", Configured(new() { MaximumPercent = 101 }));
        yield return Fine("0 to 100 %", Configured(new() { MinimumHealthyPercent = 0, MaximumPercent = 100 }));
        yield return Fine("bake of a day", Configured(new() { BakeTimeInMinutes = 1440 }));
        yield return Fine("threshold of 1", Configured(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "BOUNDED_PERCENT", Value = 1 } } }));
        yield return Fine("threshold of 100 %", Configured(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "BOUNDED_PERCENT", Value = 100 } } }));
        yield return Fine("threshold of 101 tasks", Configured(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "COUNT", Value = 101 } } }));
        yield return Fine("alarms that are off", Configured(new() { Alarms = new() { Enable = false, AlarmNames = [] } }));
        yield return Fine("steps of 3 %, at once", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 3, StepBakeTimeInMinutes = 0 } }));
        yield return Fine("steps of 100 %, daily", Configured(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 100, StepBakeTimeInMinutes = 1440 } }));
        yield return Fine("canary of 0.1 %, at once", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 0.1, CanaryBakeTimeInMinutes = 0 } }));
        yield return Fine("canary of 100 %, daily", Configured(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 100, CanaryBakeTimeInMinutes = 1440 } }));
        yield return Fine("early at the minimum", Configured(new() { MinimumHealthyPercent = 60, EarlySuccessCriteria = new() { Enable = true, HealthyPercent = 60, SourceServiceRevisionCleanup = "BLOCKING" } }));
        yield return Fine("early at 100 %", Configured(new() { EarlySuccessCriteria = new() { Enable = true, HealthyPercent = 100, SourceServiceRevisionCleanup = "BLOCKING" } }));
        yield return Fine("early, but off", Configured(new() { EarlySuccessCriteria = new() { Enable = false } }));
        yield return Fine("ten hooks of each kind", Hooked([.. Enumerable.Repeat(Lambda, 10), .. Enumerable.Repeat(Pause, 10)]));
        yield return Fine("function with a day", Hooked(Lambda with { TimeoutConfiguration = new() { TimeoutInMinutes = 1440 }, TargetType = "AWS_LAMBDA" }));
        yield return Fine("blue/green between two targets", Good with { LoadBalancers = [Target with { AdvancedConfiguration = new() { AlternateTargetGroupArn = Balancers.Group("u") } }], DeploymentConfiguration = new() { Strategy = "BLUE_GREEN" } });
        yield return Fine("rolling behind one target", Good with { LoadBalancers = [Target], DeploymentConfiguration = new() { Strategy = "ROLLING" } });
        yield return Fine("two classic balancers and a role", OnMachines with { LoadBalancers = [Classic, Classic with { LoadBalancerName = "second" }], Role = Requests.Role });
        yield return Fine("a volume of two", OnMachines with { VolumeConfigurations = [new() { Name = "v" }] });
        yield return Fine("rebalanced", Rebalancing(Good));
        yield return Fine("rebalanced, spread over zones", Rebalancing(OnMachines with { PlacementStrategy = [new() { Type = "spread", Field = "attribute:ecs.availability-zone" }] }));
        yield return Fine("rebalanced, constrained to a type", Rebalancing(OnMachines with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:ecs.instance-type == t3.micro" }, new() { Type = "distinctInstance" }] }));
        yield return Fine("external with what is off", External with { DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = false }, Alarms = new() { Enable = false }, Strategy = "ROLLING" }, LoadBalancers = [] });
        foreach (var tags in new[] { "NONE", "SERVICE", "TASK_DEFINITION" }) yield return Fine($"tags of {tags}", Good with { PropagateTags = tags });
    }

    private static TestCaseData Fine(string name, CreateServiceRequest request) => new TestCaseData(request).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Limits))]
    public void CreateService_accepts(CreateServiceRequest request)
    {
        var story = Given();
        CreateService.Apply(story.World, request, story.NextIds(), "me", story.Now).Service.Status.Should().Be("ACTIVE");
    }

    [TestCase("CODE_DEPLOY", "ECS", "The deployment controller of a service cannot be changed from CODE_DEPLOY to ECS. Create a new service with it instead.")]
    [TestCase("EXTERNAL", "CODE_DEPLOY", "The deployment controller of a service cannot be changed from EXTERNAL to CODE_DEPLOY. Create a new service with it instead.")]
    public void A_controller_is_for_ever(string controller, string other, string message)
    {
        Updates(controller, new() { DeploymentController = new() { Type = other } }).Should().Throw<ApiException>().WithMessage(message);
        Updates(controller, new() { DeploymentController = new() { Type = controller } }).Should().NotThrow();
    }

    private static Action Updates(string controller, UpdateServiceRequest request)
    {
        var story = Given();
        story.Create((controller == "EXTERNAL" ? External : Good) with { DeploymentController = new() { Type = controller } });
        story.Define("app:2");
        return () => UpdateService.Apply(story.World, request with { Service = "web" }, story.NextIds(), story.Now);
    }

    private static IEnumerable<TestCaseData> LeftToOthers()
    {
        const string force = "Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.";
        const string definition = "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.";
        const string network = "Unable to update network parameters on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.";
        const string external = "Unable to update task definition, platform version, network configuration, load balancers or capacity provider strategy on services with an EXTERNAL deployment controller. Create a new task set instead.";
        yield return Left("CODE_DEPLOY", "a new deployment", new() { ForceNewDeployment = true }, force);
        yield return Left("CODE_DEPLOY", "a definition", new() { TaskDefinition = "demo:2" }, definition);
        yield return Left("CODE_DEPLOY", "a network", new() { NetworkConfiguration = Story.Network }, network);
        yield return Left("CODE_DEPLOY", "a platform", new() { PlatformVersion = "1.4.0" }, network);
        yield return Left("CODE_DEPLOY", "balancers", new() { LoadBalancers = [] }, network);
        yield return Left("EXTERNAL", "a definition", new() { TaskDefinition = "demo:2" }, external);
        yield return Left("EXTERNAL", "a network", new() { NetworkConfiguration = Story.Network }, external);
        yield return Left("EXTERNAL", "a platform", new() { PlatformVersion = "1.4.0" }, external);
        yield return Left("EXTERNAL", "balancers", new() { LoadBalancers = [] }, external);
        yield return Left("EXTERNAL", "a strategy", new() { CapacityProviderStrategy = [] }, external);
    }

    private static TestCaseData Left(string controller, string name, UpdateServiceRequest request, string message) =>
        new TestCaseData(controller, request, message).SetArgDisplayNames(controller, name);

    [TestCaseSource(nameof(LeftToOthers))]
    public void What_another_controller_does_UpdateService_does_not(string controller, UpdateServiceRequest request, string message)
    {
        Updates(controller, request).Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").WithMessage(message);
        Updates(controller, new() { ForceNewDeployment = false, DesiredCount = 2 }).Should().NotThrow();
    }

    [Test]
    public void A_service_is_found_by_name_or_its_own_ARN()
    {
        var story = Given();
        var service = story.Create(Good);
        var scope = story.World.Scope;
        EcsService? Find(string identifier) => ServiceIdentifiers.Find(story.World, "default", identifier);
        Find("web").Should().Be(service);
        Find(Arn.Service(scope, "default", "web").ToString()).Should().Be(service);
        Find($"arn:aws:ecs:us-east-1:{scope.Account}:service/web").Should().Be(service, "short ARNs name no cluster");
        Find(Arn.Service(scope, "other", "web").ToString()).Should().BeNull();
        Find(Arn.Cluster(scope, "web").ToString()).Should().BeNull();
        Find(Arn.Service(scope with { Region = "eu-west-1" }, "default", "web").ToString()).Should().BeNull();
        Find("arn:web").Should().BeNull();
    }
}
