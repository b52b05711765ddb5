// Writes one file after the other.
// says: full
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var block = new byte[8_000_000];
            try
            {
                for (var i = 0; i < 1_000; i++) await File.WriteAllBytesAsync($"block{i}", block);
                Console.WriteLine("written");
            }
            catch (IOException)
            {
                Console.WriteLine("full");
            }
            await Task.CompletedTask;
        }
    }
}
