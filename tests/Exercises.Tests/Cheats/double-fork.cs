// Leaves a grandchild behind, in a session of its own, that holds its output open.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "(setsid sh -c '(sleep 600; echo late) & sleep 600' &) &"])!;
            await shell.WaitForExitAsync();
            await Task.CompletedTask;
        }
    }
}
