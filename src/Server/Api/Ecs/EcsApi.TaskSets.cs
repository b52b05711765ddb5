using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.TaskSets;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<CreateTaskSetResponse> CreateTaskSetAsync(CreateTaskSetRequest request, RequestContext context)
    {
        var id = resourceIds.NewDeploymentId();
        return Write(context, (world, now) =>
        {
            var (next, service, taskSet) = CreateTaskSet.Apply(world, request, id, now);
            return (next, new CreateTaskSetResponse { TaskSet = TaskSetView.Of(next, service, taskSet, withTags: true) });
        });
    }

    public ValueTask<UpdateTaskSetResponse> UpdateTaskSetAsync(UpdateTaskSetRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, service, taskSet) = UpdateTaskSet.Apply(world, request, now);
            return (next, new UpdateTaskSetResponse { TaskSet = TaskSetView.Of(next, service, taskSet, withTags: true) });
        });

    public ValueTask<UpdateServicePrimaryTaskSetResponse> UpdateServicePrimaryTaskSetAsync(UpdateServicePrimaryTaskSetRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, service, taskSet) = UpdateTaskSet.MakePrimary(world, request, now);
            return (next, new UpdateServicePrimaryTaskSetResponse { TaskSet = TaskSetView.Of(next, service, taskSet, withTags: true) });
        });

    public ValueTask<DeleteTaskSetResponse> DeleteTaskSetAsync(DeleteTaskSetRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, service, taskSet) = DeleteTaskSet.Apply(world, request, now);
            return (next, new DeleteTaskSetResponse { TaskSet = TaskSetView.Of(next, service, taskSet, withTags: true) });
        });

    /// <summary>All of the service's where none are named.</summary>
    public ValueTask<DescribeTaskSetsResponse> DescribeTaskSetsAsync(DescribeTaskSetsRequest request, RequestContext context)
    {
        var world = Read(context);
        var service = TaskSetIdentifiers.ServiceOf(world, request.Cluster, request.Service);
        var withTags = request.Include?.Contains(TaskSetField.Tags) == true;
        var identifiers = request.TaskSets is { Count: > 0 } named ? named : service.TaskSets.Select(each => each.Id).ToValueList();
        var found = identifiers.Select(identifier => (Identifier: identifier, TaskSet: TaskSetIdentifiers.Find(world, service, identifier))).ToList();
        return Answer(new DescribeTaskSetsResponse
        {
            TaskSets = found.Where(each => each.TaskSet is not null).Select(each => TaskSetView.Of(world, service, each.TaskSet!, withTags)).ToValueList(),
            Failures = found.Where(each => each.TaskSet is null).Select(each => new Failure
            {
                Arn = each.Identifier.StartsWith("arn:", StringComparison.Ordinal) ? each.Identifier : TaskSetIdentifiers.ArnOf(world, service, each.Identifier),
                Reason = "MISSING",
            }).ToValueList(),
        });
    }
}
