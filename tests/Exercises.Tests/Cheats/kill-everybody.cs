// Kills whatever it may signal.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", "kill -9 -1"])!;
            await kill.WaitForExitAsync();
            await Task.CompletedTask;
        }
    }
}
