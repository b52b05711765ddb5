using System.Net.WebSockets;
using Amazon.ECS.Model;
using Workbook.Engine;
using Workbook.Server.Sessions;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Cli.Exec;

/// <summary>The client's end of a session: this process's input and output are the command's.</summary>
/// <param name="session">What ExecuteCommand answered.</param>
/// <param name="terminal">Null when input or output is no terminal: the command then has none either.</param>
internal sealed class ExecSession(Session session, RawTerminal? terminal)
{
    private const int ChunkLength = 1024;
    private const int Failed = 1;
    private const string AgentsHeading = "----------ERROR-------";
    private static readonly string Version = typeof(ExecSession).Assembly.GetName().Version!.ToString();

    /// <returns>The command's exit code; 1 when it could not be run, which is then said on standard error.</returns>
    /// <exception cref="WebSocketException">The connection cannot be made.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(session.StreamUrl), cancellation);
        var type = terminal is null ? SessionTypes.NonInteractiveCommands : null;
        var open = new OpenDataChannel("1.0", Ids.NewUuid().ToString(), session.TokenValue, Ids.NewUuid().ToString(), Version, type);
        await socket.SendAsync(ChannelPayloads.Write(open), WebSocketMessageType.Text, endOfMessage: true, cancellation);

        using var channel = new DataChannel(socket, AgentMessage.InputStream, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = channel.RunAsync(end.Token);
        await ShowAsync(channel, end.Token);
        var closed = await receiving;
        await end.CancelAsync();
        if (closed is null)
        {
            await Console.Error.WriteLineAsync(socket.CloseStatusDescription is { Length: > 0 } why ? $"The session was refused: {why}" : "The session broke off.");
            return Failed;
        }
        if (closed.Output.Length == 0) return closed.ExitCode ?? 0;
        await Console.Error.WriteLineAsync(closed.Output.Replace(AgentsHeading, "", StringComparison.Ordinal).Trim());
        return Failed;
    }

    /// <summary>Shows what comes, until nothing more does; begins to send input when the other end is ready for it.</summary>
    private async Task ShowAsync(DataChannel channel, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        await using var error = Console.OpenStandardError();
        IDisposable? resizes = null;
        try
        {
            await foreach (var message in channel.Incoming.ReadAllAsync(cancellation))
            {
                switch (message.PayloadType)
                {
                    case PayloadType.HandshakeRequest:
                        var asked = ChannelPayloads.Read<HandshakeRequest>(message.Payload.Span);
                        var response = new HandshakeResponse(Version, [.. asked.RequestedClientActions.Select(Processed)], null);
                        await channel.SendAsync(PayloadType.HandshakeResponse, ChannelPayloads.Write(response), isLast: false, cancellation);
                        break;
                    case PayloadType.HandshakeComplete:
                        if (terminal is not null)
                        {
                            await SendSizeAsync(channel, cancellation);
                            resizes = RawTerminal.OnResize(() => _ = SendSizeAsync(channel, cancellation));
                        }
                        _ = Task.Run(() => SendInputAsync(channel, cancellation), cancellation);
                        break;
                    case PayloadType.Output:
                        await output.WriteAsync(message.Payload, cancellation);
                        await output.FlushAsync(cancellation);
                        break;
                    case PayloadType.StandardError:
                        await error.WriteAsync(message.Payload, cancellation);
                        await error.FlushAsync(cancellation);
                        break;
                }
            }
        }
        finally
        {
            resizes?.Dispose();
        }
    }

    private static ProcessedAction Processed(ClientAction action) => action.ActionType == "SessionType"
        ? new(action.ActionType, ProcessedAction.Success, null)
        : new(action.ActionType, ProcessedAction.Unsupported, $"Unsupported action {action.ActionType}");

    private static Task SendSizeAsync(DataChannel channel, CancellationToken cancellation) =>
        channel.SendAsync(PayloadType.Size, ChannelPayloads.Write(new TerminalSize(Console.WindowWidth, Console.WindowHeight)), isLast: false, cancellation);

    /// <summary>Sends all input and that it has ended.</summary>
    private static async Task SendInputAsync(DataChannel channel, CancellationToken cancellation)
    {
        await using var input = RawTerminal.OpenInput();
        var buffer = new byte[ChunkLength];
        int count;
        while ((count = await input.ReadAsync(buffer, cancellation)) > 0)
            await channel.SendAsync(PayloadType.Output, buffer.AsMemory(0, count), isLast: false, cancellation);
        await channel.SendAsync(PayloadType.Output, ReadOnlyMemory<byte>.Empty, isLast: true, cancellation);
    }
}
