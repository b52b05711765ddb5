using Workbook.Orchestration.Images;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<CreateRepositoryCreationTemplateResponse> CreateRepositoryCreationTemplateAsync(CreateRepositoryCreationTemplateRequest request, RequestContext context) =>
        Write(context, null, null, (world, now) =>
        {
            var (next, template) = CreationTemplates.Create(world, request, now);
            return (next, new CreateRepositoryCreationTemplateResponse { RegistryId = world.Scope.Account, RepositoryCreationTemplate = template });
        });

    public ValueTask<UpdateRepositoryCreationTemplateResponse> UpdateRepositoryCreationTemplateAsync(UpdateRepositoryCreationTemplateRequest request, RequestContext context) =>
        Write(context, null, null, (world, now) =>
        {
            var (next, template) = CreationTemplates.Update(world, request, now);
            return (next, new UpdateRepositoryCreationTemplateResponse { RegistryId = world.Scope.Account, RepositoryCreationTemplate = template });
        });

    public ValueTask<DeleteRepositoryCreationTemplateResponse> DeleteRepositoryCreationTemplateAsync(DeleteRepositoryCreationTemplateRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) =>
        {
            var (next, template) = CreationTemplates.Delete(world, request.Prefix!);
            return (next, new DeleteRepositoryCreationTemplateResponse { RegistryId = world.Scope.Account, RepositoryCreationTemplate = template });
        });

    public ValueTask<DescribeRepositoryCreationTemplatesResponse> DescribeRepositoryCreationTemplatesAsync(DescribeRepositoryCreationTemplatesRequest request, RequestContext context)
    {
        var world = Read(context, null, null);
        var prefixes = request.Prefixes is { Count: > 0 } named ? named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) : world.EcrRegistry.CreationTemplates.Select(each => each.Prefix!);
        var page = EcrPage.Of(prefixes, request.NextToken, request.MaxResults, prefix => CreationTemplates.Find(world, prefix));
        return Answer(new DescribeRepositoryCreationTemplatesResponse { RegistryId = world.Scope.Account, RepositoryCreationTemplates = page.Items, NextToken = page.NextToken });
    }
}
