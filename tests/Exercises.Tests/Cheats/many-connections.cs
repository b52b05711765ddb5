// Opens connections to the engine until there are no more.
// impatient
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            var all = new List<System.Net.Sockets.Socket>();
            try
            {
                while (true)
                {
                    var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                    await socket.ConnectAsync("127.0.0.1", 4566);
                    all.Add(socket);
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                Console.WriteLine("no more");
            }
            await Task.CompletedTask;
        }
    }
}
