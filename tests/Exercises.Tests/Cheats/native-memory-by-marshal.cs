// Wants all memory that the collector does not see, without unsafe code.
// feedback: more than 1024 MiB of memory
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var page = new byte[10_000_000];
            Array.Fill(page, (byte)1);
            while (true) System.Runtime.InteropServices.Marshal.Copy(page, 0, System.Runtime.InteropServices.Marshal.AllocHGlobal(page.Length), page.Length);
            await Task.CompletedTask;
        }
    }
}
