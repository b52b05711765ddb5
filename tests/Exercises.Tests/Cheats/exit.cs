// Ends the process as a success.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            Environment.Exit(0);
            await Task.CompletedTask;
        }
    }
}
