// Leaves a child behind that does the work later.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "setsid sh -c 'sleep 600' > /dev/null 2>&1 &"])!;
            await shell.WaitForExitAsync();
            await Task.CompletedTask;
        }
    }
}
