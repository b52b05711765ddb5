using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Workbook.Learning.Notebooks;

/// <summary>A connection file: where Jupyter wants the kernel to listen, and the key by which they know each other.</summary>
internal sealed record JupyterConnection(EndPoint Shell, EndPoint Iopub, EndPoint Stdin, EndPoint Control, EndPoint Heartbeat, byte[] Key)
{
    /// <exception cref="NotebookFormatException">The file cannot be read, or is no connection file that this kernel can use.</exception>
    public static JupyterConnection Read(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var root = file.RootElement;
            if (Text(root, "signature_scheme") is var scheme and not ("hmac-sha256" or ""))
                throw new NotebookFormatException($"'{path}' asks for the signature scheme '{scheme}'; this kernel signs with hmac-sha256.");
            return new(Address("shell_port"), Address("iopub_port"), Address("stdin_port"), Address("control_port"), Address("hb_port"), Encoding.UTF8.GetBytes(Text(root, "key")));

            EndPoint Address(string port) => Locate(Text(root, "transport"), Text(root, "ip"), root.GetProperty(port).GetInt32(), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new NotebookFormatException($"'{path}' is no connection file of Jupyter's: {e.Message}", e);
        }
    }

    private static EndPoint Locate(string transport, string ip, int port, string path) => transport switch
    {
        "ipc" => new UnixDomainSocketEndPoint($"{ip}-{port}"),
        // Loopback unless the file says otherwise.
        "tcp" or "" => new IPEndPoint(ip is "" or "localhost" ? IPAddress.Loopback : ip is "*" ? IPAddress.Any : IPAddress.Parse(ip), port),
        _ => throw new NotebookFormatException($"'{path}' asks for the transport '{transport}'; this kernel listens on tcp and ipc."),
    };

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
