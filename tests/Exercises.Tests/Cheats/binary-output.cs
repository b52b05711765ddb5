// Prints what is no text.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            await using var output = Console.OpenStandardOutput();
            var bytes = new byte[100_000];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i * 7);
            await output.WriteAsync(bytes);
            await Task.CompletedTask;
        }
    }
}
