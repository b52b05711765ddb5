// Tries the ports of this machine.
// says: open: 0
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var open = 0;
            for (var port = 1; port < 32_768; port += 7)
            {
                using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                try
                {
                    socket.Connect(System.Net.IPAddress.Loopback, port);
                    if (port != 4566) open++;
                }
                catch (System.Net.Sockets.SocketException)
                {
                }
            }
            Console.WriteLine($"open: {open}");
            await Task.CompletedTask;
        }
    }
}
