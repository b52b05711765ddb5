// Writes one file that never ends.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            await using var file = File.Create("large");
            var block = new byte[1_000_000];
            while (true) await file.WriteAsync(block);
            await Task.CompletedTask;
        }
    }
}
