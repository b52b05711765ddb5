// Ends the process before anything runs.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {

            await Task.CompletedTask;
        }
    }
}

internal static class Early
{
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void End() => Environment.Exit(0);
}
