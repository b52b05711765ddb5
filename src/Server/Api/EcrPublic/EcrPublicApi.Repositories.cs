using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.EcrPublic;

namespace Workbook.Server.Api.EcrPublic;

internal sealed partial class EcrPublicApi
{
    private const int Usual = 100;
    private const int Largest = 1000;

    public ValueTask<CreateRepositoryResponse> CreateRepositoryAsync(CreateRepositoryRequest request, RequestContext context) =>
        Write(context, null, (world, now) =>
        {
            var (next, repository) = PublicRepositories.Create(world, request, now);
            return (next, new CreateRepositoryResponse { Repository = View(next, repository), CatalogData = repository.Catalog ?? new() });
        });

    public ValueTask<DeleteRepositoryResponse> DeleteRepositoryAsync(DeleteRepositoryRequest request, RequestContext context) =>
        Write(context, request.RegistryId, (world, _) =>
        {
            var repository = PublicRepositories.Find(world, request.RepositoryName!);
            return (world.Remove(repository), new DeleteRepositoryResponse { Repository = View(world, repository) });
        });

    public ValueTask<DescribeRepositoriesResponse> DescribeRepositoriesAsync(DescribeRepositoriesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId);
        if (request.RepositoryNames is { Count: > 0 } names)
            return Answer(new DescribeRepositoriesResponse { Repositories = names.Select(name => View(world, PublicRepositories.Find(world, name))).ToValueList() });
        var page = Paging.Of(
            world.EcrPublicRepositories.Keys, request.NextToken, request.MaxResults ?? Usual, name => View(world, world.EcrPublicRepositories[name]),
            EcrPublicErrors.InvalidParameter, largest: Largest);
        return Answer(new DescribeRepositoriesResponse { Repositories = page.Items, NextToken = page.NextToken });
    }

    /// <summary>No image can be in a public repository here.</summary>
    public ValueTask<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId);
        var name = PublicRepositories.Find(world, request.RepositoryName!).Name;
        if (request.ImageIds is [var id, ..])
            throw EcrPublicErrors.ImageNotFound(ImageRefusal.ImageNotFound(world.Scope, name, id.ImageDigest, id.ImageTag).Message);
        return Answer(new DescribeImagesResponse { ImageDetails = [] });
    }

    /// <inheritdoc cref="DescribeImagesAsync"/>
    public ValueTask<DescribeImageTagsResponse> DescribeImageTagsAsync(DescribeImageTagsRequest request, RequestContext context)
    {
        PublicRepositories.Find(Read(context, request.RegistryId), request.RepositoryName!);
        return Answer(new DescribeImageTagsResponse { ImageTagDetails = [] });
    }

    public ValueTask<GetRepositoryCatalogDataResponse> GetRepositoryCatalogDataAsync(GetRepositoryCatalogDataRequest request, RequestContext context)
    {
        var repository = PublicRepositories.Find(Read(context, request.RegistryId), request.RepositoryName!);
        return Answer(new GetRepositoryCatalogDataResponse
        {
            CatalogData = repository.Catalog ?? throw EcrPublicErrors.RepositoryCatalogDataNotFound(
                $"The repository with name '{repository.Name}' in the registry with id '{context.Scope.Account}' has no catalog data"),
        });
    }

    public ValueTask<PutRepositoryCatalogDataResponse> PutRepositoryCatalogDataAsync(PutRepositoryCatalogDataRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName!, repository =>
        {
            var next = repository with { Catalog = PublicRepositories.Catalog(request.CatalogData) };
            return (next, new PutRepositoryCatalogDataResponse { CatalogData = next.Catalog });
        });

    public ValueTask<SetRepositoryPolicyResponse> SetRepositoryPolicyAsync(SetRepositoryPolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName!, repository =>
        {
            RegistryPolicy.Check(request.PolicyText!);
            return (repository with { PolicyText = request.PolicyText },
                new SetRepositoryPolicyResponse { RegistryId = context.Scope.Account, RepositoryName = repository.Name, PolicyText = request.PolicyText });
        });

    public ValueTask<GetRepositoryPolicyResponse> GetRepositoryPolicyAsync(GetRepositoryPolicyRequest request, RequestContext context)
    {
        var repository = PublicRepositories.Find(Read(context, request.RegistryId), request.RepositoryName!);
        return Answer(new GetRepositoryPolicyResponse { RegistryId = context.Scope.Account, RepositoryName = repository.Name, PolicyText = PolicyOf(context, repository) });
    }

    public ValueTask<DeleteRepositoryPolicyResponse> DeleteRepositoryPolicyAsync(DeleteRepositoryPolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName!, repository => (
            repository with { PolicyText = null },
            new DeleteRepositoryPolicyResponse { RegistryId = context.Scope.Account, RepositoryName = repository.Name, PolicyText = PolicyOf(context, repository) }));

    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Write(context, null, (world, _) =>
        {
            var repository = PublicRepositories.ByArn(world, request.ResourceArn!);
            return (world.Put(repository with { Tags = PublicRepositories.Merge(repository.Tags, request.Tags!) }), new TagResourceResponse());
        });

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Write(context, null, (world, _) =>
        {
            var repository = PublicRepositories.ByArn(world, request.ResourceArn!);
            return (world.Put(repository with { Tags = repository.Tags.Where(tag => !request.TagKeys!.Contains(tag.Key!)).ToValueList() }), new UntagResourceResponse());
        });

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        Answer(new ListTagsForResourceResponse { Tags = PublicRepositories.ByArn(Read(context, null), request.ResourceArn!).Tags });

    private ValueTask<T> Change<T>(RequestContext context, string? registryId, string repositoryName, Func<EcrPublicRepository, (EcrPublicRepository, T)> change) =>
        Write(context, registryId, (world, _) =>
        {
            var (next, response) = change(PublicRepositories.Find(world, repositoryName));
            return (world.Put(next), response);
        });

    private static string PolicyOf(RequestContext context, EcrPublicRepository repository) => repository.PolicyText ?? throw EcrPublicErrors.RepositoryPolicyNotFound(
        $"Repository policy does not exist for the repository with name '{repository.Name}' in the registry with id '{context.Scope.Account}'");

    private static Repository View(World world, EcrPublicRepository repository) => new()
    {
        RepositoryArn = EcrPublicRepository.ArnOf(world.Scope, repository.Name),
        RegistryId = world.Scope.Account,
        RepositoryName = repository.Name,
        RepositoryUri = $"public.ecr.aws/{PublicRepositories.AliasOf(world.Scope)}/{repository.Name}",
        CreatedAt = repository.CreatedAt,
    };
}
