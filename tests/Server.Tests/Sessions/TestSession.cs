using System.Net.WebSockets;
using System.Text;
using Amazon.ECS.Model;
using Workbook.Server.Sessions;

namespace Workbook.Server.Tests.Sessions;

/// <summary>A client of a session, as the Session Manager plugin is one.</summary>
internal sealed class TestSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DataChannel _channel;
    private Task<ChannelClosed?> _receiving = null!;

    private TestSession(ClientWebSocket socket)
    {
        Socket = socket;
        _channel = new(socket, AgentMessage.InputStream, TimeProvider.System);
    }

    public ClientWebSocket Socket { get; }

    /// <summary>Connects and shows the token.</summary>
    public static async Task<TestSession> OpenAsync(Session session, string? sessionType = null)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(session.StreamUrl), default);
        var open = new OpenDataChannel("1.0", "request", session.TokenValue, "client", "1.2.0.0", sessionType);
        await socket.SendAsync(ChannelPayloads.Write(open), WebSocketMessageType.Text, true, default);
        return new(socket);
    }

    /// <summary>Goes through the handshake; returns what session it is to be.</summary>
    public async Task<string> ShakeHandsAsync()
    {
        _receiving = _channel.RunAsync(default);
        var request = await NextAsync();
        request.PayloadType.Should().Be(PayloadType.HandshakeRequest);
        (request.Sequence, request.IsFirst).Should().Be((0, true));
        var action = ChannelPayloads.Read<HandshakeRequest>(request.Payload.Span).RequestedClientActions.Single();
        await SendAsync(PayloadType.HandshakeResponse, """{"ClientVersion":"1.2.0.0","ProcessedClientActions":[{"ActionType":"SessionType","ActionStatus":1,"ActionResult":null,"Error":""}],"Errors":null}""");
        (await NextAsync()).PayloadType.Should().Be(PayloadType.HandshakeComplete);
        return action.ActionParameters.SessionType;
    }

    public Task SendAsync(PayloadType type, string payload, bool isLast = false) => _channel.SendAsync(type, Encoding.UTF8.GetBytes(payload), isLast, default);

    /// <summary>Output until it ends so.</summary>
    public async Task<string> UntilAsync(string end)
    {
        var text = "";
        while (!text.EndsWith(end, StringComparison.Ordinal)) text += Encoding.UTF8.GetString((await NextAsync()).Payload.Span);
        return text;
    }

    /// <summary>The rest of output and errors, and how the session ended.</summary>
    public async Task<(string Output, string Errors, ChannelClosed? Closed)> EndAsync()
    {
        var (output, errors) = ("", "");
        await foreach (var message in _channel.Incoming.ReadAllAsync())
        {
            var text = Encoding.UTF8.GetString(message.Payload.Span);
            if (message.PayloadType == PayloadType.StandardError) errors += text;
            else output += text;
        }
        return (output, errors, await _receiving.WaitAsync(Patience));
    }

    /// <summary>How the server closes the connection.</summary>
    public static async Task<(WebSocketCloseStatus? Status, string? Reason)> ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, default).WaitAsync(Patience)).MessageType != WebSocketMessageType.Close) buffer[0] = 0;
        return (socket.CloseStatus, socket.CloseStatusDescription);
    }

    public void Dispose()
    {
        _channel.Dispose();
        Socket.Dispose();
    }

    private async Task<AgentMessage> NextAsync() => await _channel.Incoming.ReadAsync().AsTask().WaitAsync(Patience);
}
