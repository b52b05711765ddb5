using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What can be scaled: the desired count of an ECS service.</summary>
internal static class ScalableResource
{
    /// <exception cref="ApiException">ValidationException: the three do not fit together, or are of another service than ECS.</exception>
    public static void Check(string? @namespace, string? resourceId, string? dimension)
    {
        if (dimension is { } named && !named.StartsWith(@namespace + ":", StringComparison.Ordinal)) throw Unsupported();
        if (@namespace != AasScalableTarget.Namespace) throw ScalingRefusal.Validation($"ECS Workbook scales the desired count of ECS services; it does not implement scaling of {@namespace} yet.");
        if (dimension is not null && dimension != AasScalableTarget.Dimension) throw Unsupported();
        if (resourceId is not null && resourceId.Split('/') is not ["service", { Length: > 0 }, { Length: > 0 }]) throw Unsupported();
    }

    /// <exception cref="ApiException">ValidationException: there is no such service, or it has no desired count.</exception>
    public static void CheckService(World world, string resourceId)
    {
        if (ServiceOf(world, resourceId) is not { } service) throw ScalingRefusal.Validation($"ECS service doesn't exist: {resourceId}");
        if (service.IsDaemon) throw ScalingRefusal.Validation($"The daemon scheduling strategy does not support a desired count: {resourceId}");
    }

    /// <summary>The service; null once it is deleted.</summary>
    public static EcsService? ServiceOf(World world, string resourceId) =>
        world.Services.GetValueOrDefault(resourceId["service/".Length..]) is { IsActive: true } service ? service : null;

    private static ApiException Unsupported() => ScalingRefusal.Validation("Unsupported service namespace, resource type or scalable dimension");
}
