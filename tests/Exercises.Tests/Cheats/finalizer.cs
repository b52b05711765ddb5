// Blocks its finalizer.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            _ = new Stuck();
            GC.Collect();
            await Task.CompletedTask;
        }
    }
}

internal sealed class Stuck
{
    ~Stuck() => Thread.Sleep(Timeout.Infinite);
}
