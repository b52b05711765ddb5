// Brings an entry point of its own.
// feedback: WorkbookEntryPoint
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

public static class WorkbookEntryPoint
{
    public static Task<object?> RunAsync(object aws, object request) => Task.FromResult<object?>(null);
}
