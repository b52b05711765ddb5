// Writes over the library that the grader runs with.
// says: refused
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            try
            {
                await File.WriteAllTextAsync("/app/Workbook.Lab.dll", "");
                Console.WriteLine("written");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Console.WriteLine("refused");
            }
            await Task.CompletedTask;
        }
    }
}
