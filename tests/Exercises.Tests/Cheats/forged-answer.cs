// Answers the checks before they ask.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable("WORKBOOK_CHECKS_SOCKET")!));
                await socket.SendAsync("""{"score":10}"""u8.ToArray());
            }
            catch (System.Net.Sockets.SocketException error)
            {
                Console.WriteLine(error.SocketErrorCode);
            }
            await Task.CompletedTask;
        }
    }
}
