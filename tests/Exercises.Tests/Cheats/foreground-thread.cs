// Leaves a thread behind that never ends.
// impatient
// feedback: still running after 5 s
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
            await Task.CompletedTask;
        }
    }
}
