using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

public class CapacityProviderTests
{
    private Story _story = null!;

    [SetUp]
    public void AGroup()
    {
        _story = new();
        _story.Change(world => world.Put(new AutoScalingGroupState("workers", "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", _story.Now) { MaxSize = 3 }));
    }

    private static CreateCapacityProviderRequest Own => new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "workers" } };

    private EcsCapacityProvider Create(CreateCapacityProviderRequest request) => _story.Change(world => ProviderRules.Create(world, request));

    private void Refuses(CreateCapacityProviderRequest request, string message, string code = "ClientException") =>
        FluentActions.Invoking(() => Create(request)).Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be(code);

    [Test]
    public void What_is_left_out_has_AWSs_defaults()
    {
        var provider = Create(Own);
        provider.Scaling.Should().Be(new ManagedScaling { Status = "DISABLED", TargetCapacity = 100, MinimumScalingStepSize = 1, MaximumScalingStepSize = 10000, InstanceWarmupPeriod = 300 });
        (provider.TerminationProtection, provider.Draining).Should().Be(("DISABLED", "ENABLED"));
        provider.UpdateStatus.Should().Be("CREATE_COMPLETE");
    }

    [Test]
    public void An_update_changes_what_it_names()
    {
        Create(Own with { AutoScalingGroupProvider = Own.AutoScalingGroupProvider! with { ManagedScaling = new() { Status = "ENABLED", TargetCapacity = 80 } } });
        var updated = _story.Change(world => ProviderRules.Update(world, new() { Name = "own", AutoScalingGroupProvider = new() { ManagedScaling = new() { MaximumScalingStepSize = 2 } } }));
        updated.Scaling.Should().Be(new ManagedScaling { Status = "ENABLED", TargetCapacity = 80, MinimumScalingStepSize = 1, MaximumScalingStepSize = 2, InstanceWarmupPeriod = 300 });
        updated.UpdateStatus.Should().Be("UPDATE_COMPLETE");
    }

    [TestCase("aws-own")]
    [TestCase("ECSown")]
    [TestCase("fargateown")]
    [TestCase("with space")]
    public void Names_follow_rules(string name) => Refuses(Own with { Name = name },
        "The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and try again.");

    [Test]
    public void A_group_has_one_provider()
    {
        Create(Own);
        Refuses(Own with { Name = "other" }, "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.");
        Refuses(Own, "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.");
        Refuses(Own with { Name = "third", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "nobody" } }, "The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and try again.");
    }

    [Test]
    public void Termination_protection_needs_that_of_the_group()
    {
        var protects = Own.AutoScalingGroupProvider! with { ManagedTerminationProtection = "ENABLED" };
        Refuses(Own with { AutoScalingGroupProvider = protects }, "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.");
        Refuses(Own with { AutoScalingGroupProvider = protects with { ManagedScaling = new() { Status = "ENABLED" } } }, "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.");
    }

    [Test]
    public void Managed_Instances_are_refused_by_name() =>
        Refuses(Own with { AutoScalingGroupProvider = null, ManagedInstancesProvider = new() }, "*Amazon ECS Managed Instances*", "UnsupportedFeatureException");

    [Test]
    public void A_cluster_takes_only_providers_that_are_there()
    {
        Put("own", "The specified capacity provider 'own' was not found. Specify a valid capacity provider and try again.");
        Create(Own);
        Put("own", null);
        Put(null, null);
        _story.Change(world => ProviderRules.Delete(world, new() { CapacityProvider = "own" }, _story.Now).World);
        Put("own", "The specified capacity provider 'own' is not in an ACTIVE state. Specify a valid capacity provider and try again.");

        void Put(string? name, string? refusal)
        {
            var act = () => _story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = name is null ? [] : [name], DefaultCapacityProviderStrategy = [] }).World);
            if (refusal is null) act.Should().NotThrow();
            else act.Should().Throw<ApiException>().WithMessage(refusal).Which.Code.Should().Be("InvalidParameterException");
        }
    }

    [Test]
    public void The_reserved_ones_cannot_be_changed() =>
        FluentActions.Invoking(() => ProviderRules.Delete(_story.World, new() { CapacityProvider = "FARGATE" }, _story.Now)).Should().Throw<ApiException>().Which.Code.Should().Be("ClientException");
}
