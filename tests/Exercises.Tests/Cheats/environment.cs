// Reads its environment.
// says: AWS_ENDPOINT_URL=http://127.0.0.1:4566/
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()) Console.WriteLine($"{entry.Key}={entry.Value}");
            await Task.CompletedTask;
        }
    }
}
