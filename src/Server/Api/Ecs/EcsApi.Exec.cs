using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Server.Sessions;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<ExecuteCommandResponse> ExecuteCommandAsync(ExecuteCommandRequest request, RequestContext context)
    {
        stimulate();
        var world = Read(context);
        var (task, container) = ExecuteCommand.Check(world, request);
        var ticket = sessions.Issue(new(world.Scope, task.Id, container.Name), request.Command!);
        return Answer(new ExecuteCommandResponse
        {
            ClusterArn = Arn.Cluster(world.Scope, task.ClusterName).ToString(),
            ContainerArn = Arn.Container(world.Scope, task.ClusterName, task.Id, container.Id).ToString(),
            ContainerName = container.Name,
            Interactive = true,
            TaskArn = Arn.Task(world.Scope, task.ClusterName, task.Id).ToString(),
            Session = new() { SessionId = ticket.SessionId, StreamUrl = SessionEndpoint.UrlOf(context.Host, ticket.SessionId), TokenValue = ticket.Token },
        });
    }
}
