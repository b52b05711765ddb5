// Deletes the service that was there and its task definition, so that there is nothing to roll out.
// exercise: NeverFewer
// says: nothing is left
using Workbook;

namespace Services;

public static class NeverFewer
{
    public static async Task RunAsync(Aws aws)
    {
        foreach (var arn in (await aws.Ecs.ListClustersAsync(new())).ClusterArns)
            foreach (var service in (await aws.Ecs.ListServicesAsync(new() { Cluster = arn })).ServiceArns ?? [])
                await aws.Ecs.DeleteServiceAsync(new() { Cluster = arn, Service = service, Force = true });
        foreach (var arn in (await aws.Ecs.ListTaskDefinitionsAsync(new())).TaskDefinitionArns)
        {
            await aws.Ecs.DeregisterTaskDefinitionAsync(new() { TaskDefinition = arn });
            await aws.Ecs.DeleteTaskDefinitionsAsync(new() { TaskDefinitions = [arn] });
        }
        Console.WriteLine("nothing is left");
    }
}
