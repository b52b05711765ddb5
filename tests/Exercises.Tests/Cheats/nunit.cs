// Uses NUnit.
// feedback: NUnit
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            NUnit.Framework.Assert.Pass();
            await Task.CompletedTask;
        }
    }
}
