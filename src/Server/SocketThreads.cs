namespace Workbook.Server;

/// <summary>Where a process goes on with what it was waiting for on a socket.</summary>
public static class SocketThreads
{
    /// <summary>
    /// On the thread that hears of it, instead of one of the thread pool: a load balancer then has a request forwarded and answered by one
    /// thread. For a process that serves and whose code never blocks such a thread on another socket, before its first socket.
    /// </summary>
    /// <seealso href="https://github.com/dotnet/runtime/blob/v10.0.0/src/libraries/System.Net.Sockets/src/System/Net/Sockets/SocketAsyncEngine.Unix.cs"/>
    public static void GoOnWhereDataArrives() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
}
