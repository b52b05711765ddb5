using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<RegisterTaskDefinitionResponse> RegisterTaskDefinitionAsync(RegisterTaskDefinitionRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, revision) = TaskDefinitionRegistry.Register(world, request, CallerOf(context), now);
            return (next, new RegisterTaskDefinitionResponse
            {
                TaskDefinition = revision.Definition,
                Tags = revision.Tags.Count == 0 ? null : revision.Tags,
            });
        });

    public ValueTask<DescribeTaskDefinitionResponse> DescribeTaskDefinitionAsync(DescribeTaskDefinitionRequest request, RequestContext context)
    {
        var revision = TaskDefinitionRegistry.Find(Read(context), request.TaskDefinition)
            ?? throw EcsErrors.Client("Unable to describe task definition.");
        return Answer(new DescribeTaskDefinitionResponse
        {
            TaskDefinition = revision.Definition,
            Tags = request.Include?.Contains(TaskDefinitionField.Tags) == true ? revision.Tags : [],
        });
    }

    public ValueTask<DeregisterTaskDefinitionResponse> DeregisterTaskDefinitionAsync(DeregisterTaskDefinitionRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, revision) = TaskDefinitionRegistry.Deregister(world, request.TaskDefinition, now);
            return (next, new DeregisterTaskDefinitionResponse { TaskDefinition = revision.Definition });
        });

    public ValueTask<DeleteTaskDefinitionsResponse> DeleteTaskDefinitionsAsync(DeleteTaskDefinitionsRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, deleted, failures) = TaskDefinitionRegistry.Delete(world, request.TaskDefinitions ?? [], now);
            return (next, new DeleteTaskDefinitionsResponse
            {
                TaskDefinitions = deleted.Select(revision => revision.Definition).ToValueList(),
                Failures = failures,
            });
        });

    public ValueTask<ListTaskDefinitionsResponse> ListTaskDefinitionsAsync(ListTaskDefinitionsRequest request, RequestContext context)
    {
        var world = Read(context);
        var status = request.Status ?? TaskDefinitionStatus.Active;
        var descending = request.Sort == SortOrder.Desc;
        var page = Paging.Of(
            descending ? world.TaskDefinitions.Keys.Reverse() : world.TaskDefinitions.Keys,
            request.NextToken,
            request.MaxResults,
            key => world.TaskDefinitions[key] is var revision
                && revision.Status == status
                && (string.IsNullOrEmpty(request.FamilyPrefix) || revision.Definition.Family == request.FamilyPrefix)
                ? revision.Definition.TaskDefinitionArn
                : null,
            EcsErrors.InvalidParameter,
            descending);
        return Answer(new ListTaskDefinitionsResponse { TaskDefinitionArns = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<ListTaskDefinitionFamiliesResponse> ListTaskDefinitionFamiliesAsync(ListTaskDefinitionFamiliesRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Paging.Of(
            world.Families.Keys,
            request.NextToken,
            request.MaxResults,
            name => name.StartsWith(request.FamilyPrefix ?? "", StringComparison.Ordinal) && IsListed(world.Families[name], request.Status) ? name : null,
            EcsErrors.InvalidParameter);
        return Answer(new ListTaskDefinitionFamiliesResponse { Families = page.Items, NextToken = page.NextToken });
    }

    private static bool IsListed(Family family, string? status) => status switch
    {
        TaskDefinitionFamilyStatus.Active => family.LatestActive is not null,
        TaskDefinitionFamilyStatus.Inactive => family.LatestActive is null,
        _ => true,
    };
}
