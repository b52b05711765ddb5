using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    private const int MostProvidersDescribed = 10;

    public ValueTask<CreateCapacityProviderResponse> CreateCapacityProviderAsync(CreateCapacityProviderRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, provider) = ProviderRules.Create(world, request);
            return (next, new CreateCapacityProviderResponse { CapacityProvider = ProviderView.Of(next, provider, withTags: true) });
        });

    public ValueTask<UpdateCapacityProviderResponse> UpdateCapacityProviderAsync(UpdateCapacityProviderRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, provider) = ProviderRules.Update(world, request);
            return (next, new UpdateCapacityProviderResponse { CapacityProvider = ProviderView.Of(next, provider, withTags: true) });
        });

    public ValueTask<DeleteCapacityProviderResponse> DeleteCapacityProviderAsync(DeleteCapacityProviderRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, provider) = ProviderRules.Delete(world, request, now);
            return (next, new DeleteCapacityProviderResponse { CapacityProvider = ProviderView.Of(next, provider, withTags: true) });
        });

    /// <summary>Those that are named; without names, all that are ACTIVE, those of Fargate among them.</summary>
    public ValueTask<DescribeCapacityProvidersResponse> DescribeCapacityProvidersAsync(DescribeCapacityProvidersRequest request, RequestContext context)
    {
        var world = Read(context);
        var withTags = request.Include?.Contains(CapacityProviderField.Tags) == true;
        var associated = request.Cluster is null ? null : ClusterRules.Active(world, request.Cluster).CapacityProviders;
        if (request.CapacityProviders is not { Count: > 0 } identifiers) return Answer(ListProviders(world, request, associated, withTags));
        if (identifiers.Count > 100) throw EcsErrors.InvalidParameter("Capacity providers can have at most 100 items.");
        var found = new List<CapacityProvider>();
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            var name = ProviderRules.NameOf(world.Scope, identifier);
            if ((associated is null || associated.Contains(name)) && View(world, name, withTags) is { } view) found.Add(view);
            else failures.Add(new() { Arn = identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : ProviderView.ArnOf(world, identifier), Reason = "MISSING" });
        }
        return Answer(new DescribeCapacityProvidersResponse { CapacityProviders = found.ToValueList(), Failures = failures.ToValueList() });
    }

    private static DescribeCapacityProvidersResponse ListProviders(World world, DescribeCapacityProvidersRequest request, ValueList<string>? associated, bool withTags)
    {
        if (request.MaxResults is < 1 or > MostProvidersDescribed) throw EcsErrors.InvalidParameter($"maxResults should be between 1 and {MostProvidersDescribed}.");
        var page = Paging.Of(
            CapacityProviders.BuiltIn.Concat(world.Providers.Keys).Order(StringComparer.Ordinal),
            request.NextToken,
            request.MaxResults ?? MostProvidersDescribed,
            name => associated?.Contains(name) == false || world.Providers.TryGetValue(name, out var own) && !own.IsActive ? null : View(world, name, withTags),
            EcsErrors.InvalidParameter);
        return new() { CapacityProviders = page.Items, Failures = [], NextToken = page.NextToken };
    }

    private static CapacityProvider? View(World world, string name, bool withTags) => CapacityProviders.IsFargate(name)
        ? ProviderView.OfFargate(world, name)
        : world.Providers.TryGetValue(name, out var provider) ? ProviderView.Of(world, provider, withTags) : null;
}
