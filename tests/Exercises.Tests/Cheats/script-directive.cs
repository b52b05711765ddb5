// Loads other files as scripts do.
// feedback: CS
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            #load "/etc/passwd"
            #r "/app/Workbook.Learning.dll"
            await Task.CompletedTask;
        }
    }
}
