// Asks the internet.
// says: Network is unreachable
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            try
            {
                await http.GetAsync("http://192.0.2.1/");
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                Console.WriteLine(error.InnerException?.Message ?? error.Message);
            }
            await Task.CompletedTask;
        }
    }
}
