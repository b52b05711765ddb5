using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>
/// UpdateContainerAgent, and the calls that the agent itself makes. Here the engine watches the containers; what an agent
/// reports of them is acknowledged and changes nothing.
/// </summary>
internal sealed partial class EcsApi
{
    private const string Acknowledged = "ACK";

    public ValueTask<UpdateContainerAgentResponse> UpdateContainerAgentAsync(UpdateContainerAgentRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, instance) = AgentUpdates.Update(world, request, now);
            return (next, new UpdateContainerAgentResponse { ContainerInstance = InstanceView.Of(next, instance, InstanceView.WithTags) });
        });

    /// <summary>The endpoints of AWS, whose protocols between ECS and agent are not public.</summary>
    public ValueTask<DiscoverPollEndpointResponse> DiscoverPollEndpointAsync(DiscoverPollEndpointRequest request, RequestContext context)
    {
        if (request.Cluster is not null) ClusterRules.Find(Read(context), request.Cluster);
        var region = context.Scope.Region;
        return Answer(new DiscoverPollEndpointResponse
        {
            Endpoint = $"https://ecs-a-1.{region}.amazonaws.com/",
            TelemetryEndpoint = $"https://ecs-t-1.{region}.amazonaws.com/",
            ServiceConnectEndpoint = $"https://ecs-sc.{region}.api.aws",
        });
    }

    public ValueTask<SubmitTaskStateChangeResponse> SubmitTaskStateChangeAsync(SubmitTaskStateChangeRequest request, RequestContext context)
    {
        ClusterRules.Active(Read(context), request.Cluster);
        return Answer(new SubmitTaskStateChangeResponse { Acknowledgment = Acknowledged });
    }

    public ValueTask<SubmitContainerStateChangeResponse> SubmitContainerStateChangeAsync(SubmitContainerStateChangeRequest request, RequestContext context)
    {
        ClusterRules.Active(Read(context), request.Cluster);
        return Answer(new SubmitContainerStateChangeResponse { Acknowledgment = Acknowledged });
    }

    public ValueTask<SubmitAttachmentStateChangesResponse> SubmitAttachmentStateChangesAsync(SubmitAttachmentStateChangesRequest request, RequestContext context)
    {
        ClusterRules.Active(Read(context), request.Cluster);
        return Answer(new SubmitAttachmentStateChangesResponse { Acknowledgment = Acknowledged });
    }
}
