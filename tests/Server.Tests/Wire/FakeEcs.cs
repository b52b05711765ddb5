using Workbook.Server.Ecs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Wire;

/// <summary>Implements a few operations and leaves all others as the interface has them.</summary>
internal sealed class FakeEcs : IEcs
{
    public List<(object Request, RequestContext Context)> Calls { get; } = [];

    public Func<RegisterTaskDefinitionRequest, TaskDefinition> Register { get; set; } = request => new TaskDefinition
    {
        Family = request.Family,
        ContainerDefinitions = request.ContainerDefinitions,
        Cpu = request.Cpu,
        Volumes = request.Volumes,
    };

    public Func<string, string, bool> Itself { get; set; } = (_, _) => false;

    public ValueTask<RegisterTaskDefinitionResponse> RegisterTaskDefinitionAsync(RegisterTaskDefinitionRequest request, RequestContext context)
    {
        Calls.Add((request, context));
        return new(new RegisterTaskDefinitionResponse { TaskDefinition = Register(request), Tags = request.Tags });
    }

    public async ValueTask<CreateClusterResponse> CreateClusterAsync(CreateClusterRequest request, RequestContext context)
    {
        Calls.Add((request, context));
        await Task.Yield();
        return new CreateClusterResponse { Cluster = new Cluster { ClusterName = request.ClusterName } };
    }

    public ValueTask<DeleteClusterResponse> DeleteClusterAsync(DeleteClusterRequest request, RequestContext context) =>
        throw EcsErrors.ClusterNotFound("Cluster not found.");

    public async ValueTask<UpdateClusterResponse> UpdateClusterAsync(UpdateClusterRequest request, RequestContext context)
    {
        await Task.Yield();
        throw new ApiException("ClientException", 400, "“quoted” \\ <&>");
    }

    public ValueTask<ListClustersResponse> ListClustersAsync(ListClustersRequest request, RequestContext context) =>
        throw new InvalidTimeZoneException("a fault");

    public bool ChecksItself(string operation, string path) => Itself(operation, path);
}
