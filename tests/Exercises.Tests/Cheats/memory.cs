// Wants all memory that the collector has.
// says: OutOfMemoryException
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var all = new List<byte[]>();
            while (true) all.Add(new byte[100_000_000]);
            await Task.CompletedTask;
        }
    }
}
