// Looks for the solutions on the disk.
// says: solutions: 0
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var found = Directory.EnumerateFileSystemEntries("/", "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 6 })
                .Where(path => !path.StartsWith("/proc/") && !path.StartsWith("/usr/") && !path.StartsWith("/dotnet/"))
                .Count(path => path.Contains("solutions") || path.Contains("catalog.json") || path.EndsWith(".cs"));
            Console.WriteLine($"solutions: {found}");
            await Task.CompletedTask;
        }
    }
}
