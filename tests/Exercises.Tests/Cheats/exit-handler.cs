// Never leaves its exit handler.
// impatient
// feedback: still running after 5 s
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
            await Task.CompletedTask;
        }
    }
}
