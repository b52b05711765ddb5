using System.Net.Sockets;

namespace Workbook.Learning.Sandboxes;

internal static class LocalSocket
{
    private const int Backlog = 64;
    private const UnixFileMode Anybody = (UnixFileMode)0b110_110_110;

    /// <summary>Listens at a path that a submission's user may connect to.</summary>
    public static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Anybody);
        listener.Listen(Backlog);
        return listener;
    }
}
