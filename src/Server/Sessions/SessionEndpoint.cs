using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workbook.Engine;
using Workbook.Server.Wire;

namespace Workbook.Server.Sessions;

/// <summary>
/// <c>/v1/data-channel/SESSION</c>: the WebSocket that ExecuteCommand's <c>streamUrl</c> names. Only who shows the session's
/// token in the first message gets any further, and no web page of another site gets as far as that.
/// </summary>
/// <param name="stopping">Cancelled when the server stops: sessions do not hold it up.</param>
internal sealed partial class SessionEndpoint(EcsEngine engine, SessionRegistry sessions, TimeProvider machine, ILogger<SessionEndpoint> logger, CancellationToken stopping)
{
    public const string Root = "/v1/data-channel";

    private static readonly TimeSpan FirstMessageWithin = TimeSpan.FromSeconds(30);

    /// <summary>The address of a session for a client that called this host.</summary>
    public static string UrlOf(string host, string sessionId) => $"ws://{host}{Root}/{sessionId}?role=publish_subscribe";

    public async Task HandleAsync(HttpContext http, PathString rest)
    {
        if (!PageOrigin.IsOfThisMachine(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        try
        {
            await ServeAsync(socket, rest.Value?.Trim('/') ?? "", end.Token);
        }
        catch (ChannelProtocolException error)
        {
            await SocketFrames.CloseAsync(socket, WebSocketCloseStatus.ProtocolError, error.Message, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            socket.Abort();
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, rest.Value);
            await SocketFrames.CloseAsync(socket, WebSocketCloseStatus.InternalServerError, "The session failed.", end.Token);
        }
    }

    private async Task ServeAsync(WebSocket socket, string sessionId, CancellationToken cancellation)
    {
        if (await FirstAsync(socket, cancellation) is not { } first) return;
        var open = ChannelPayloads.Read<OpenDataChannel>(first);
        using var session = sessions.Redeem(sessionId, open.TokenValue);
        if (session is null)
        {
            await SocketFrames.CloseAsync(socket, WebSocketCloseStatus.PolicyViolation, "The token is not valid: it opens one session, once, within a minute.", cancellation);
            return;
        }
        var hasTerminal = open.SessionType != SessionTypes.NonInteractiveCommands;
        using var channel = new DataChannel(socket, AgentMessage.OutputStream, machine);
        await new SessionPump(engine, channel, session, hasTerminal, machine).RunAsync(cancellation);
        await SocketFrames.CloseAsync(socket, WebSocketCloseStatus.NormalClosure, "", cancellation);
    }

    private async Task<byte[]?> FirstAsync(WebSocket socket, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(FirstMessageWithin, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await SocketFrames.ReceiveAsync(socket, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "The session {Session} failed.")]
        public static partial void Failed(ILogger logger, Exception error, string? session);
    }
}
