// Dies without a word.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            Environment.FailFast("gone");
            await Task.CompletedTask;
        }
    }
}
