// Prints errors for ever.
// impatient
// says: … (cut)
// feedback: still running after 5 s
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            while (true) Console.Error.WriteLine(new string('x', 10_000));
            await Task.CompletedTask;
        }
    }
}
