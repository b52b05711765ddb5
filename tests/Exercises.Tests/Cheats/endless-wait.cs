// Waits for ever.
// impatient
// feedback: still running after 5 s
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            await Task.Delay(Timeout.Infinite);
            await Task.CompletedTask;
        }
    }
}
