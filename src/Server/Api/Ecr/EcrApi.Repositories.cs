using Workbook.Orchestration.Images;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<CreateRepositoryResponse> CreateRepositoryAsync(CreateRepositoryRequest request, RequestContext context) =>
        Write(context, request.RegistryId, request.RepositoryName, (world, now) =>
        {
            var (next, repository) = RepositoryRules.Create(world, request, now);
            return (next, new CreateRepositoryResponse { Repository = RepositoryView.Of(next, repository, context) });
        });

    public ValueTask<DeleteRepositoryResponse> DeleteRepositoryAsync(DeleteRepositoryRequest request, RequestContext context) =>
        Write(context, request.RegistryId, request.RepositoryName, (world, _) =>
        {
            var repository = ImageLookup.Repository(world, request.RepositoryName);
            return (RepositoryRules.Delete(world, repository, request.Force == true), new DeleteRepositoryResponse { Repository = RepositoryView.Of(world, repository, context) });
        });

    public ValueTask<DescribeRepositoriesResponse> DescribeRepositoriesAsync(DescribeRepositoriesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, null);
        if (request.RepositoryNames is { Count: > 0 } names)
        {
            var named = names.Select(name => RepositoryView.Of(world, ImageLookup.Repository(world, name), context)).ToValueList();
            return Answer(new DescribeRepositoriesResponse { Repositories = named });
        }
        var page = EcrPage.Of(world.EcrRepositories.Keys, request.NextToken, request.MaxResults, name => RepositoryView.Of(world, world.EcrRepositories[name], context));
        return Answer(new DescribeRepositoriesResponse { Repositories = page.Items, NextToken = page.NextToken });
    }
}
