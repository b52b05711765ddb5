using System.Net.Sockets;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>Why a Docker Engine cannot be talked to, and what to do about it.</summary>
internal static class HostErrors
{
    public static string Describe(Uri endpoint, Exception error) => CauseOf(error) switch
    {
        SocketError.AccessDenied =>
            $"No permission to use Docker's socket {endpoint}. Add yourself to its group (sudo usermod -aG docker $USER, then log in again), or use rootless Docker and set DOCKER_HOST.",
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.HostNotFound or null =>
            $"No Docker Engine answers at {endpoint}. Start it (Docker Desktop, or sudo systemctl start docker), set DOCKER_HOST to where it listens, or use --backend embedded, which needs none. ({error.Message})",
        var other => $"The Docker Engine at {endpoint} cannot be reached ({other}: {error.Message}). Set DOCKER_HOST to where it listens, or use --backend embedded, which needs none.",
    };

    public static string Unusable(Uri endpoint, Exception error) => $"The Docker Engine at {endpoint} cannot be used: {DockerErrors.Text(error)}";

    private static SocketError? CauseOf(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException socket) return socket.SocketErrorCode;
        }
        return null;
    }
}
