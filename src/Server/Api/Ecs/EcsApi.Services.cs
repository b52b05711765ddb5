using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    private const int MostServicesDescribed = 10;

    /// <summary>ListServices gives ten at a time where nobody says how many.</summary>
    private const int ServicesOnAPage = 10;

    public ValueTask<CreateServiceResponse> CreateServiceAsync(CreateServiceRequest request, RequestContext context)
    {
        var ids = resourceIds.NewServiceIds();
        return Write(context, (world, now) =>
        {
            var (next, service) = CreateService.Apply(world, request, ids, CallerOf(context), now);
            return (next, new CreateServiceResponse { Service = ServiceView.Of(next, service, withTags: true) });
        });
    }

    public ValueTask<UpdateServiceResponse> UpdateServiceAsync(UpdateServiceRequest request, RequestContext context)
    {
        var ids = resourceIds.NewServiceIds();
        return Write(context, (world, now) =>
        {
            var (next, service) = UpdateService.Apply(world, request, ids, now);
            return (next, new UpdateServiceResponse { Service = ServiceView.Of(next, service, withTags: true) });
        });
    }

    public ValueTask<DeleteServiceResponse> DeleteServiceAsync(DeleteServiceRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, service) = DeleteService.Apply(world, request, now);
            return (next, new DeleteServiceResponse { Service = ServiceView.Of(next, service, withTags: true) });
        });

    public ValueTask<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (request.Services is not { Count: > 0 } identifiers) throw EcsErrors.InvalidParameter("Services cannot be empty.");
        if (identifiers.Count > MostServicesDescribed) throw EcsErrors.InvalidParameter($"Services can have at most {MostServicesDescribed} items.");
        var withTags = request.Include?.Contains(ServiceField.Tags) == true;
        var services = new List<Service>(identifiers.Count);
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            if (ServiceIdentifiers.Find(world, cluster.Name, identifier) is { } service) services.Add(ServiceView.Of(world, service, withTags));
            else failures.Add(new() { Arn = identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : Arn.Service(world.Scope, cluster.Name, identifier).ToString(), Reason = "MISSING" });
        }
        return Answer(new DescribeServicesResponse { Services = services.ToValueList(), Failures = failures.ToValueList() });
    }

    public ValueTask<ListServicesResponse> ListServicesAsync(ListServicesRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        var page = Paging.Of(
            world.ServiceIndex[ServiceBuckets.In(cluster.Name)], request.NextToken, request.MaxResults ?? ServicesOnAPage,
            key => world.Services[key] is { IsActive: true } service && Matches(world, service, request) ? ServiceView.ArnOf(world, service) : null,
            EcsErrors.InvalidParameter);
        return Answer(new ListServicesResponse { ServiceArns = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<ListServicesByNamespaceResponse> ListServicesByNamespaceAsync(ListServicesByNamespaceRequest request, RequestContext context)
    {
        var world = Read(context);
        var named = world.Services.Values.Where(service => service.IsActive && NamespaceOf(world, service) == request.Namespace).Select(service => service.Key).ToList();
        if (named.Count == 0) throw EcsErrors.NamespaceNotFound("The specified namespace was not found. Specify a valid namespace and try again.");
        var page = Paging.Of(named, request.NextToken, request.MaxResults ?? ServicesOnAPage, key => ServiceView.ArnOf(world, world.Services[key]), EcsErrors.InvalidParameter);
        return Answer(new ListServicesByNamespaceResponse { ServiceArns = page.Items, NextToken = page.NextToken });
    }

    private static bool Matches(World world, EcsService service, ListServicesRequest request) =>
        (request.SchedulingStrategy is null || service.SchedulingStrategy == request.SchedulingStrategy)
        && (request.ResourceManagementType is null or ResourceManagementType.Customer)
        && (request.LaunchType is null || (service.RevisionId is { } revision ? world.ServiceRevisions[revision].Spec.LaunchType : service.CreatedFrom.LaunchType) == request.LaunchType);

    private static string? NamespaceOf(World world, EcsService service) =>
        service.RevisionId is { } id && world.ServiceRevisions[id].Spec.ServiceConnectConfiguration is { Enabled: true } connect
            ? connect.Namespace ?? world.Clusters[service.ClusterName].ServiceConnectDefaults?.Namespace
            : null;
}
