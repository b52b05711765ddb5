// Starts threads without end.
// impatient
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            while (true) new Thread(() => Thread.Sleep(Timeout.Infinite), 65536).Start();
            await Task.CompletedTask;
        }
    }
}
