using System.Net.Sockets;
using System.Text.Json;

namespace Workbook.SubmissionHost;

/// <summary>What the checks ask of a submission and what it answers: each side sends one JSON value and then nothing more.</summary>
internal sealed class ChecksChannel : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private ChecksChannel(Socket socket) => (_socket, _stream) = (socket, new(socket, ownsSocket: true));

    public static async Task<ChecksChannel> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return new(socket);
    }

    /// <summary>What the checks pass along; null where they pass nothing.</summary>
    public async Task<JsonElement> RequestAsync() => (await JsonDocument.ParseAsync(_stream)).RootElement;

    public async Task AnswerAsync(object? answer)
    {
        await JsonSerializer.SerializeAsync(_stream, answer, JsonSerializerOptions.Web);
        _socket.Shutdown(SocketShutdown.Send);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
