// Wants all memory that the collector does not see.
// feedback: CS0214
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            while (true) System.Runtime.InteropServices.NativeMemory.Fill(System.Runtime.InteropServices.NativeMemory.Alloc(50_000_000), 50_000_000, 1);
            await Task.CompletedTask;
        }
    }
}
