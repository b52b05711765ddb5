// Sets the clock of the machine.
// says: date 1
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var date = System.Diagnostics.Process.Start("/usr/bin/date", ["-s", "2030-01-01"])!;
            await date.WaitForExitAsync();
            Console.WriteLine($"date {date.ExitCode}");
            await Task.CompletedTask;
        }
    }
}
