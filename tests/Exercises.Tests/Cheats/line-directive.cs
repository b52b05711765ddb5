// Claims to be another file.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            #line 1 "solutions/04-task-definitions/FirstTask.cs"
            throw new InvalidOperationException("look");
            await Task.CompletedTask;
        }
    }
}
