using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement.Cql;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<RegisterContainerInstanceResponse> RegisterContainerInstanceAsync(RegisterContainerInstanceRequest request, RequestContext context)
    {
        var id = resourceIds.NewId();
        var ec2InstanceId = resourceIds.NewInstanceId();
        return Write(context, (world, now) =>
        {
            var (next, instance) = InstanceRules.Register(world, request, id, ec2InstanceId, now);
            return (next, new RegisterContainerInstanceResponse { ContainerInstance = InstanceView.Of(next, instance, InstanceView.WithTags) });
        });
    }

    public ValueTask<ListContainerInstancesResponse> ListContainerInstancesAsync(ListContainerInstancesRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        var filter = string.IsNullOrWhiteSpace(request.Filter) ? null : Query.Parse(request.Filter);
        var page = Paging.Of(
            world.InstanceIndex[cluster.Name],
            request.NextToken,
            request.MaxResults,
            id => Matches(world.ContainerInstances[id]) ? Arn.ContainerInstance(world.Scope, cluster.Name, id).ToString() : null,
            EcsErrors.InvalidParameter);
        return Answer(new ListContainerInstancesResponse { ContainerInstanceArns = page.Items, NextToken = page.NextToken });

        bool Matches(Instance instance) => (request.Status is null || instance.Status == request.Status) && filter?.Selects(world, instance) != false;
    }

    public ValueTask<DescribeContainerInstancesResponse> DescribeContainerInstancesAsync(DescribeContainerInstancesRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (request.ContainerInstances is not { Count: > 0 } identifiers) throw EcsErrors.InvalidParameter("Container instances cannot be empty.");
        if (identifiers.Count > MostDescribed) throw EcsErrors.InvalidParameter("Container instances can have at most 100 items.");
        var instances = new List<ContainerInstance>();
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            if (InstanceRules.Find(world, cluster.Name, identifier) is { } instance) instances.Add(InstanceView.Of(world, instance, request.Include ?? []));
            else failures.Add(new() { Arn = identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : Arn.ContainerInstance(world.Scope, cluster.Name, identifier).ToString(), Reason = "MISSING" });
        }
        return Answer(new DescribeContainerInstancesResponse { ContainerInstances = instances.ToValueList(), Failures = failures.ToValueList() });
    }

    public ValueTask<DeregisterContainerInstanceResponse> DeregisterContainerInstanceAsync(DeregisterContainerInstanceRequest request, RequestContext context) =>
        Write(context, (world, now) =>
        {
            var (next, instance) = DeregisterInstance.Apply(world, request, now);
            return (next, new DeregisterContainerInstanceResponse { ContainerInstance = InstanceView.Of(next, instance, InstanceView.WithTags) });
        });

    public ValueTask<UpdateContainerInstancesStateResponse> UpdateContainerInstancesStateAsync(UpdateContainerInstancesStateRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var result = InstanceStates.Update(world, request);
            return (result.World, new UpdateContainerInstancesStateResponse
            {
                ContainerInstances = result.Instances.Select(instance => InstanceView.Of(result.World, instance, InstanceView.WithTags)).ToValueList(),
                Failures = result.Failures,
            });
        });
}
