using System.Text.RegularExpressions;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>CreateCapacityProvider, UpdateCapacityProvider and DeleteCapacityProvider. Errors are <see cref="ApiException"/>s in ECS's wording.</summary>
public static partial class ProviderRules
{
    private const string NotThere = "The specified capacity provider does not exist. Specify a valid name or ARN and try again.";

    public static (World World, EcsCapacityProvider Provider) Create(World world, CreateCapacityProviderRequest request)
    {
        if (request.ManagedInstancesProvider is not null) throw EcsErrors.UnsupportedFeature("Capacity providers for Amazon ECS Managed Instances are not supported here. Specify autoScalingGroupProvider and try again.");
        if (!ProviderName().IsMatch(request.Name!))
            throw EcsErrors.Client("The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and try again.");
        if (request.AutoScalingGroupProvider is not { } group || string.IsNullOrWhiteSpace(group.AutoScalingGroupArn))
            throw EcsErrors.Client("The Auto Scaling group provider must be specified. Specify an Auto Scaling group provider and try again.");
        if (world.Providers.TryGetValue(request.Name!, out var existing) && existing.IsActive)
            throw EcsErrors.Client("The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.");
        if (world.Providers.Values.Any(each => each.IsActive && each.GroupArn == group.AutoScalingGroupArn))
            throw EcsErrors.Client("The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.");
        if (ScalingGroups.Find(world, group.AutoScalingGroupArn) is null)
            throw EcsErrors.Client("The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and try again.");
        var provider = new EcsCapacityProvider(request.Name!, group.AutoScalingGroupArn)
        {
            Scaling = Complete(group.ManagedScaling, Off),
            TerminationProtection = group.ManagedTerminationProtection ?? ManagedTerminationProtection.Disabled,
            Draining = group.ManagedDraining ?? ManagedDraining.Enabled,
            Tags = TagRules.Check(request.Tags),
        };
        CheckProtection(world, provider);
        return (world.Put(provider), provider);
    }

    public static (World World, EcsCapacityProvider Provider) Update(World world, UpdateCapacityProviderRequest request)
    {
        if (request.ManagedInstancesProvider is not null) throw EcsErrors.UnsupportedFeature("Capacity providers for Amazon ECS Managed Instances are not supported here.");
        var before = Existing(world, request.Name);
        var change = request.AutoScalingGroupProvider ?? new();
        var after = before with
        {
            Scaling = Complete(change.ManagedScaling, before.Scaling),
            TerminationProtection = change.ManagedTerminationProtection ?? before.TerminationProtection,
            Draining = change.ManagedDraining ?? before.Draining,
            UpdateStatus = CapacityProviderUpdateStatus.UpdateComplete,
        };
        CheckProtection(world, after);
        return (world.Put(after), after);
    }

    public static (World World, EcsCapacityProvider Provider) Delete(World world, DeleteCapacityProviderRequest request, DateTimeOffset now)
    {
        var before = Existing(world, request.CapacityProvider);
        if (world.Clusters.Values.FirstOrDefault(cluster => cluster.IsActive && cluster.CapacityProviders.Contains(before.Name)) is { } cluster)
            throw EcsErrors.Client($"The capacity provider cannot be deleted because it is associated with cluster: {cluster.Name}. Remove the capacity provider from the cluster and try again.");
        var after = before with
        {
            Status = CapacityProviderStatus.Inactive,
            UpdateStatus = CapacityProviderUpdateStatus.DeleteComplete,
            DeletedAt = now,
            DecideAt = null,
            BelowSince = null,
        };
        return (world.Put(after), after);
    }

    /// <summary>The provider that a name or ARN names, also when it is INACTIVE, or null.</summary>
    public static EcsCapacityProvider? Find(World world, string? identifier) => world.Providers.GetValueOrDefault(NameOf(world.Scope, identifier));

    /// <summary>The name in a name or ARN; empty for the ARN of something else.</summary>
    public static string NameOf(AccountRegion scope, string? identifier) =>
        !Arn.TryParse(identifier, out var arn) ? identifier ?? "" : arn.Type == "capacity-provider" && arn.Scope == scope ? arn.Path : "";

    private static ManagedScaling Off { get; } = new()
    {
        Status = ManagedScalingStatus.Disabled,
        TargetCapacity = 100,
        MinimumScalingStepSize = 1,
        MaximumScalingStepSize = 10000,
        InstanceWarmupPeriod = 300,
    };

    private static EcsCapacityProvider Existing(World world, string? identifier)
    {
        if (CapacityProviders.IsFargate(NameOf(world.Scope, identifier)))
            throw EcsErrors.Client("The specified capacity provider is a reserved capacity provider and cannot be changed. Specify a capacity provider of your own and try again.");
        return Find(world, identifier) is { IsActive: true } provider ? provider : throw EcsErrors.Client(NotThere);
    }

    private static ManagedScaling Complete(ManagedScaling? wanted, ManagedScaling otherwise)
    {
        if (wanted is null) return otherwise;
        var next = new ManagedScaling
        {
            Status = wanted.Status ?? (ReferenceEquals(otherwise, Off) ? ManagedScalingStatus.Enabled : otherwise.Status),
            TargetCapacity = wanted.TargetCapacity ?? otherwise.TargetCapacity,
            MinimumScalingStepSize = wanted.MinimumScalingStepSize ?? otherwise.MinimumScalingStepSize,
            MaximumScalingStepSize = wanted.MaximumScalingStepSize ?? otherwise.MaximumScalingStepSize,
            InstanceWarmupPeriod = wanted.InstanceWarmupPeriod ?? otherwise.InstanceWarmupPeriod,
        };
        return next.MinimumScalingStepSize <= next.MaximumScalingStepSize
            ? next
            : throw EcsErrors.Client("The minimum scaling step size must not be greater than the maximum scaling step size. Specify valid values and try again.");
    }

    private static void CheckProtection(World world, EcsCapacityProvider provider)
    {
        if (provider.TerminationProtection != ManagedTerminationProtection.Enabled) return;
        if (provider.Scaling.Status != ManagedScalingStatus.Enabled)
            throw EcsErrors.Client("The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.");
        if (ScalingGroups.Find(world, provider.GroupArn) is { ProtectsNewInstances: false })
            throw EcsErrors.Client("The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.");
    }

    [GeneratedRegex(@"^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProviderName();
}
