using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Server.Sessions;

/// <summary>What is JSON within the messages of a data channel, under Session Manager's names.</summary>
public static class ChannelPayloads
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write<T>(T payload) => JsonSerializer.SerializeToUtf8Bytes(payload, Options);

    /// <exception cref="ChannelProtocolException">The bytes are no such JSON.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new ChannelProtocolException($"A {typeof(T).Name} is not null.");
        }
        catch (JsonException error)
        {
            throw new ChannelProtocolException($"That is no {typeof(T).Name}: {error.Message}");
        }
    }
}

/// <summary>The first message of a client, a text message: it shows the token.</summary>
/// <param name="SessionType">
/// An addition of this product: <see cref="SessionTypes.NonInteractiveCommands"/> asks for a session without a terminal, in
/// which standard error is apart and input can end. The plugin says nothing.
/// </param>
public sealed record OpenDataChannel(string MessageSchemaVersion, string RequestId, string TokenValue, string ClientId, string ClientVersion, string? SessionType = null);

/// <summary>The kinds of sessions that there are.</summary>
public static class SessionTypes
{
    /// <summary>On a terminal.</summary>
    public const string InteractiveCommands = "InteractiveCommands";

    /// <summary>Without a terminal.</summary>
    public const string NonInteractiveCommands = "NonInteractiveCommands";
}

/// <summary>The agent says what session it is going to be.</summary>
public sealed record HandshakeRequest(string AgentVersion, IReadOnlyList<ClientAction> RequestedClientActions);

/// <summary>What the client has to prepare for, such as the action <c>SessionType</c>.</summary>
public sealed record ClientAction(string ActionType, SessionTypeParameters ActionParameters);

/// <summary>The parameters of the action <c>SessionType</c>.</summary>
public sealed record SessionTypeParameters(string SessionType);

/// <summary>The client says whether it can.</summary>
public sealed record HandshakeResponse(string? ClientVersion, IReadOnlyList<ProcessedAction>? ProcessedClientActions, IReadOnlyList<string>? Errors);

/// <summary>What became of a <see cref="ClientAction"/>.</summary>
/// <param name="ActionStatus">1: done; 2: failed; 3: not supported.</param>
public sealed record ProcessedAction(string? ActionType, int ActionStatus, string? Error)
{
    public const int Success = 1;
    public const int Unsupported = 3;
}

/// <summary>The agent begins.</summary>
/// <param name="HandshakeTimeToComplete">Nanoseconds.</param>
/// <param name="CustomerMessage">Shown to the user.</param>
public sealed record HandshakeComplete(long HandshakeTimeToComplete, string CustomerMessage);

/// <summary>A stream message has arrived.</summary>
public sealed record Acknowledgement(string AcknowledgedMessageType, string AcknowledgedMessageId, long AcknowledgedMessageSequenceNumber, bool IsSequentialMessage);

/// <summary>A terminal's size in characters and lines.</summary>
public sealed record TerminalSize([property: JsonPropertyName("cols")] int Columns, [property: JsonPropertyName("rows")] int Rows);

/// <summary>The session is over.</summary>
/// <param name="Output">Why, when it did not end by itself; the plugin shows it.</param>
/// <param name="ExitCode">An addition of this product: what the command ended with; null when it could not be run.</param>
public sealed record ChannelClosed(string MessageId, string CreatedDate, string DestinationId, string SessionId, string MessageType, int SchemaVersion, string Output, int? ExitCode = null);
