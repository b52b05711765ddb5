// Looks for what others hand in.
// says: others: 0
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var found = Directory.Exists("/tmp") ? Directory.EnumerateFileSystemEntries("/tmp").Count() : 0;
            Console.WriteLine($"others: {found}");
            await Task.CompletedTask;
        }
    }
}
