// Calls itself for ever.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            int Deeper(int n) => Deeper(n + 1) + 1;
            Console.WriteLine(Deeper(1));
            await Task.CompletedTask;
        }
    }
}
