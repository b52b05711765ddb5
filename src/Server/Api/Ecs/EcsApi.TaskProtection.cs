using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<UpdateTaskProtectionResponse> UpdateTaskProtectionAsync(UpdateTaskProtectionRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var result = TaskProtection.Update(world, request, now);
            return (result.World, new UpdateTaskProtectionResponse { ProtectedTasks = Protections(result), Failures = result.Failures });
        });

    public ValueTask<GetTaskProtectionResponse> GetTaskProtectionAsync(GetTaskProtectionRequest request, RequestContext context)
    {
        var result = TaskProtection.Get(Read(context), request);
        return Answer(new GetTaskProtectionResponse { ProtectedTasks = Protections(result), Failures = result.Failures });
    }

    private static ValueList<ProtectedTask> Protections(ProtectionResult result) => result.Tasks.Select(task => new ProtectedTask
    {
        TaskArn = Arn.Task(result.World.Scope, task.ClusterName, task.Id).ToString(),
        ProtectionEnabled = task.IsProtected,
        ExpirationDate = task.ProtectedUntil,
    }).ToValueList();
}
