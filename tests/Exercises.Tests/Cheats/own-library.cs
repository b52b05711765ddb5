// Brings a library of the same name as the workbook's.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {

            await Task.CompletedTask;
        }
    }
}

namespace Workbook
{
    public sealed class Aws
    {
        public IAmazonECS Ecs => throw new InvalidOperationException("mine");
    }
}
