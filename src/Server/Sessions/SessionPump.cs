using System.Buffers.Binary;
using System.Net.WebSockets;
using Workbook.Engine;
using Workbook.Engine.Runtimes;

namespace Workbook.Server.Sessions;

/// <summary>Does in a session what the SSM agent does: the handshake, the command, and its bytes to and fro.</summary>
internal sealed class SessionPump(EcsEngine engine, DataChannel channel, OpenSession session, bool hasTerminal, TimeProvider machine)
{
    /// <summary>Clients that ask for "at least 2.3" get what they want.</summary>
    private const string AgentVersion = "3.3.0.0";
    private const int ChunkLength = 4096;
    private const uint TerminateSession = 2;
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(10);

    private string Target => $"ecs:{session.Target.TaskId}_{session.Target.Container}";

    /// <summary>Returns when the command has ended and the client was told, or the client has gone.</summary>
    /// <exception cref="ChannelProtocolException">The client sends what is not to be understood.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = channel.RunAsync(end.Token);
        var serving = ServeAsync(end.Token);
        // To break off receiving would break the connection, and with it what the client has not read yet.
        if (await Task.WhenAny(receiving, serving) == serving) await GoodbyeAsync(receiving, serving.Exception?.InnerException, cancellation);
        await end.CancelAsync();
        try
        {
            await Task.WhenAll(receiving, serving);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task GoodbyeAsync(Task receiving, Exception? failure, CancellationToken cancellation)
    {
        await (failure switch
        {
            null => channel.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellation),
            ChannelProtocolException => channel.CloseAsync(WebSocketCloseStatus.ProtocolError, failure.Message, cancellation),
            _ => channel.CloseAsync(WebSocketCloseStatus.InternalServerError, "The session failed.", cancellation),
        });
        using var patience = new CancellationTokenSource(GoodbyeWithin, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        await Task.WhenAny(receiving, Task.Delay(Timeout.InfiniteTimeSpan, machine, either.Token));
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        var (reason, exitCode) = await HandshakeAsync(cancellation) is { } refusal ? (refusal, null) : await ExecuteAsync(cancellation);
        await channel.SendClosedAsync(session.Id, Target, reason, exitCode, cancellation);
    }

    /// <returns>Why there can be no session; null when there can.</returns>
    private async Task<string?> HandshakeAsync(CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        var type = hasTerminal ? SessionTypes.InteractiveCommands : SessionTypes.NonInteractiveCommands;
        var request = new HandshakeRequest(AgentVersion, [new("SessionType", new(type))]);
        await channel.SendAsync(PayloadType.HandshakeRequest, ChannelPayloads.Write(request), isLast: false, cancellation);
        using var patience = new CancellationTokenSource(HandshakeWithin, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            AgentMessage message;
            do message = await channel.Incoming.ReadAsync(either.Token);
            while (message.PayloadType != PayloadType.HandshakeResponse);
            var response = ChannelPayloads.Read<HandshakeResponse>(message.Payload.Span);
            if (response.ProcessedClientActions?.FirstOrDefault(action => action.ActionStatus != ProcessedAction.Success) is { } failed)
                return $"Handshake failed: {failed.ActionType}: {failed.Error}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "Handshake timed out. Please ensure that you have the latest version of the session manager plugin.";
        }
        var took = (long)machine.GetElapsedTime(began).TotalNanoseconds;
        await channel.SendAsync(PayloadType.HandshakeComplete, ChannelPayloads.Write(new HandshakeComplete(took, "")), isLast: false, cancellation);
        return null;
    }

    private async Task<(string Reason, int? ExitCode)> ExecuteAsync(CancellationToken cancellation)
    {
        if (CommandLine.Split(session.Command) is not { Count: > 0 } arguments) return (Failure("Unable to start command: EOF found when expecting closing quote"), null);
        var (scope, task, container) = session.Target;
        try
        {
            await using var exec = await engine.ExecAsync(scope, task, container, new(arguments, hasTerminal), cancellation);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var feeding = FeedAsync(exec, ended);
            int exitCode;
            try
            {
                await SendOutputAsync(exec, ended.Token);
                exitCode = await exec.ExitCodeAsync(ended.Token);
            }
            finally
            {
                await ended.CancelAsync();
                await feeding;
            }
            await DrainAsync(cancellation);
            return ("", exitCode);
        }
        catch (Exception error) when (error is ExecException or IOException)
        {
            return (Failure(error.Message), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ("The session was terminated by the client.", null);
        }
    }

    private async Task SendOutputAsync(IExecSession exec, CancellationToken cancellation)
    {
        var buffer = new byte[ChunkLength];
        while (await exec.ReadAsync(buffer, cancellation) is (var from, > 0 and var count))
        {
            var type = from == ExecOutput.Error && !hasTerminal ? PayloadType.StandardError : PayloadType.Output;
            await channel.SendAsync(type, buffer.AsMemory(0, count), isLast: false, cancellation);
        }
    }

    /// <summary>Hands on what the client sends until it has sent all or <paramref name="ended"/>, which it can also bring about.</summary>
    private async Task FeedAsync(IExecSession exec, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var message in channel.Incoming.ReadAllAsync(ended.Token))
            {
                switch (message.PayloadType)
                {
                    case PayloadType.Output:
                        await exec.WriteAsync(message.Payload, ended.Token);
                        break;
                    case PayloadType.Size:
                        var size = ChannelPayloads.Read<TerminalSize>(message.Payload.Span);
                        if (size is { Columns: > 0 and <= ushort.MaxValue, Rows: > 0 and <= ushort.MaxValue }) await exec.ResizeAsync(size.Columns, size.Rows, ended.Token);
                        break;
                    case PayloadType.Flag when message.Payload.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span) == TerminateSession:
                        await ended.CancelAsync();
                        return;
                }
                if (message.IsLast) await exec.CloseInputAsync(ended.Token);
            }
        }
        catch (ChannelProtocolException)
        {
            await ended.CancelAsync();
            throw;
        }
        catch (Exception error) when (ended.IsCancellationRequested || error is IOException)
        {
            // A command may end, or close its input, while more comes for it.
            return;
        }
    }

    // A client that has seen the end may be gone before it has acknowledged it.
    private async Task DrainAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(DrainWithin, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await channel.DrainAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return;
        }
    }

    // The agent's own form, which the plugin shows behind the session's id.
    private static string Failure(string message) => "----------ERROR-------\n" + message;
}
