using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    private const int MostDescribed = 100;

    public ValueTask<CreateClusterResponse> CreateClusterAsync(CreateClusterRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, cluster) = ClusterRules.Create(world, request);
            return (next, new CreateClusterResponse { Cluster = ClusterView.Of(next, cluster, ClusterView.Everything) });
        });

    public ValueTask<UpdateClusterResponse> UpdateClusterAsync(UpdateClusterRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, cluster) = ClusterRules.Update(world, request);
            return (next, new UpdateClusterResponse { Cluster = ClusterView.Of(next, cluster, ClusterView.Everything) });
        });

    public ValueTask<UpdateClusterSettingsResponse> UpdateClusterSettingsAsync(UpdateClusterSettingsRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, cluster) = ClusterRules.UpdateSettings(world, request);
            return (next, new UpdateClusterSettingsResponse { Cluster = ClusterView.Of(next, cluster, ClusterView.Everything) });
        });

    public ValueTask<PutClusterCapacityProvidersResponse> PutClusterCapacityProvidersAsync(PutClusterCapacityProvidersRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, cluster) = ClusterRules.PutCapacityProviders(world, request);
            return (next, new PutClusterCapacityProvidersResponse { Cluster = ClusterView.Of(next, cluster, ClusterView.Everything) });
        });

    public ValueTask<DeleteClusterResponse> DeleteClusterAsync(DeleteClusterRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, cluster) = ClusterRules.Delete(world, request);
            return (next, new DeleteClusterResponse { Cluster = ClusterView.Of(next, cluster, ClusterView.Everything) });
        });

    public ValueTask<DescribeClustersResponse> DescribeClustersAsync(DescribeClustersRequest request, RequestContext context)
    {
        var world = Read(context);
        var clusters = new List<Cluster>();
        var failures = new List<Failure>();
        var identifiers = request.Clusters is { Count: > 0 } named ? named : [ClusterRules.DefaultName];
        if (identifiers.Count > MostDescribed) throw EcsErrors.InvalidParameter("Clusters can have at most 100 items.");
        foreach (var identifier in identifiers)
        {
            if (ClusterRules.NameOf(world.Scope, identifier) is { } name && world.Clusters.TryGetValue(name, out var cluster))
                clusters.Add(ClusterView.Of(world, cluster, request.Include ?? []));
            else
                failures.Add(new() { Arn = identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : Arn.Cluster(world.Scope, identifier).ToString(), Reason = "MISSING" });
        }
        return Answer(new DescribeClustersResponse { Clusters = clusters.ToValueList(), Failures = failures.ToValueList() });
    }

    public ValueTask<ListClustersResponse> ListClustersAsync(ListClustersRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Paging.Of(
            world.Clusters.Keys, request.NextToken, request.MaxResults,
            name => world.Clusters[name].IsActive ? Arn.Cluster(world.Scope, name).ToString() : null, EcsErrors.InvalidParameter);
        return Answer(new ListClustersResponse { ClusterArns = page.Items, NextToken = page.NextToken });
    }
}
