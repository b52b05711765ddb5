using System.Runtime.CompilerServices;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<PutImageTagMutabilityResponse> PutImageTagMutabilityAsync(PutImageTagMutabilityRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, _) =>
        {
            var next = RepositoryRules.WithMutability(repository, request.ImageTagMutability, request.ImageTagMutabilityExclusionFilters);
            return (next, new PutImageTagMutabilityResponse
            {
                RegistryId = RegistryOf(context, request.RegistryId).Account,
                RepositoryName = next.Name,
                ImageTagMutability = next.TagMutability,
                ImageTagMutabilityExclusionFilters = RepositoryView.Filters(next),
            });
        });

    public ValueTask<PutImageScanningConfigurationResponse> PutImageScanningConfigurationAsync(PutImageScanningConfigurationRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, _) =>
        {
            var next = repository with { ScanOnPush = request.ImageScanningConfiguration?.ScanOnPush == true };
            return (next, new PutImageScanningConfigurationResponse
            {
                RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = next.Name, ImageScanningConfiguration = new() { ScanOnPush = next.ScanOnPush },
            });
        });

    public ValueTask<SetRepositoryPolicyResponse> SetRepositoryPolicyAsync(SetRepositoryPolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, _) =>
        {
            RegistryPolicy.Check(request.PolicyText!);
            return (repository with { PolicyText = request.PolicyText },
                new SetRepositoryPolicyResponse { RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, PolicyText = request.PolicyText });
        });

    public ValueTask<GetRepositoryPolicyResponse> GetRepositoryPolicyAsync(GetRepositoryPolicyRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var repository = ImageLookup.Repository(world, request.RepositoryName);
        return Answer(new GetRepositoryPolicyResponse { RegistryId = world.Scope.Account, RepositoryName = repository.Name, PolicyText = PolicyOf(RegistryOf(context, request.RegistryId), repository) });
    }

    public ValueTask<DeleteRepositoryPolicyResponse> DeleteRepositoryPolicyAsync(DeleteRepositoryPolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, _) => (
            repository with { PolicyText = null },
            new DeleteRepositoryPolicyResponse { RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, PolicyText = PolicyOf(RegistryOf(context, request.RegistryId), repository) }));

    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (ImageTagging.Tag(world, request), new TagResourceResponse()));

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (ImageTagging.Untag(world, request), new UntagResourceResponse()));

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        Answer(new ListTagsForResourceResponse { Tags = ImageTagging.Of(Read(context, null, null), request.ResourceArn) });

    /// <summary>A change of one repository.</summary>
    private ValueTask<T> Change<T>(RequestContext context, string? registryId, string? repositoryName, Func<EcrRepository, DateTimeOffset, (EcrRepository, T)> change, [CallerMemberName] string operation = "") =>
        Write(context, registryId, repositoryName, (world, now) =>
        {
            var (next, response) = change(ImageLookup.Repository(world, repositoryName), now);
            return (world.Put(next), response);
        }, operation);

    private static string PolicyOf(AccountRegion registry, EcrRepository repository) => repository.PolicyText ?? throw EcrErrors.RepositoryPolicyNotFound(
        $"Repository policy does not exist for the repository with name '{repository.Name}' in the registry with id '{registry.Account}'");
}
