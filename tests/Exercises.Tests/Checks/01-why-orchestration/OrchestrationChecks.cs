using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>For exercises whose services are looked at, before and after something goes wrong.</summary>
public abstract class OrchestrationChecks : FargateChecks
{
    /// <summary>A service as it is; the check fails where there is no active one.</summary>
    protected async Task<Service> ServiceAsync(string cluster, string service)
    {
        try
        {
            var found = (await Ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [service] })).Services?.FirstOrDefault();
            return found is { Status: "ACTIVE" } ? found
                : throw new AssertionException($"Expected an active service {service} in the cluster {cluster}, but found {(found is null ? "none of that name" : $"it {found.Status}")}.");
        }
        catch (ClusterNotFoundException)
        {
            throw new AssertionException($"Expected a service {service} in the cluster {cluster}, but found no such cluster.");
        }
    }

    /// <summary>The ARNs of a service's tasks that are RUNNING and are to stay so, in order; none where there is no such service.</summary>
    protected async Task<IReadOnlyList<string>> RunningAsync(string cluster, string service)
    {
        try
        {
            var tasks = (await Ecs.TasksAsync(cluster)).Tasks;
            return [.. tasks.Where(task => task.Group == $"service:{service}" && task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" }).Select(task => task.TaskArn).Order(StringComparer.Ordinal)];
        }
        catch (ClusterNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Lets a service come to rest, if it ever does; it is for the checks to say what became of it.</summary>
    protected async Task SettleAsync(string cluster, string service)
    {
        try
        {
            await Aws.WaitForServiceAsync(cluster, service, TimeSpan.FromMinutes(5));
        }
        catch (Exception error) when (error is NotReachedException or ClusterNotFoundException)
        {
            // It is not there, or does not get there.
        }
    }

    /// <summary>Makes a service on Fargate and waits until it is stable.</summary>
    protected async Task<Service> CreateServiceAsync(string cluster, string service, TaskDefinition definition, int count)
    {
        await Ecs.CreateServiceAsync(new()
        {
            Cluster = cluster,
            ServiceName = service,
            TaskDefinition = definition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = Network,
            DesiredCount = count,
        });
        return await Aws.WaitForServiceAsync(cluster, service);
    }

    /// <summary>The course's application.</summary>
    protected static ContainerDefinition Hello(string name = "app") => new() { Name = name, Image = "hello", PortMappings = [new() { ContainerPort = 8080 }] };
}
