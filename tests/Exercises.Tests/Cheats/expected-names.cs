// Makes things with the expected names that are not what was asked for.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            await ecs.CreateClusterAsync(new() { ClusterName = "first" });
            await ecs.DeleteClusterAsync(new() { Cluster = "first" });
            await ecs.RegisterTaskDefinitionAsync(new() { Family = "hello", ContainerDefinitions = [new() { Name = "web", Image = "busybox", Memory = 128 }] });
            await Task.CompletedTask;
        }
    }
}
