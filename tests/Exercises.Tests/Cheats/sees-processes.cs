// Looks for other processes.
// says: others: 0
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var others = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(id => File.ReadAllText($"/proc/{id}/comm").Trim()).Where(name => name is not (".NET Sandbox" or "dotnet" or "bwrap" or "timeout")).ToList();
            Console.WriteLine($"others: {others.Count}");
            await Task.CompletedTask;
        }
    }
}
