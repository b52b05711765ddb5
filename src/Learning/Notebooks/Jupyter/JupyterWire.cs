using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks.Zmtp;

namespace Workbook.Learning.Notebooks;

/// <summary>The five sockets of a kernel, and how messages are put on them.</summary>
internal sealed class JupyterWire : IAsyncDisposable
{
    // A front end that never listens is not waited for longer.
    private static readonly TimeSpan ListenerPatience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly byte[] key;
    private readonly string session = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly ZmtpRouter shell;
    private readonly ZmtpRouter control;
    private readonly ZmtpRouter stdin;
    private readonly ZmtpPublisher iopub;
    private readonly ZmtpEcho heartbeat;
    private int count;

    /// <param name="shellRequest">Takes what comes on the shell channel; the next message of a peer is read when it returns.</param>
    /// <param name="controlRequest">The same for the control channel.</param>
    /// <param name="input">Takes a person's answers.</param>
    public JupyterWire(JupyterConnection connection, TimeProvider time, Func<JupyterRequest, ValueTask> shellRequest, Func<JupyterRequest, ValueTask> controlRequest, Action<JupyterMessage> input)
    {
        this.time = time;
        key = connection.Key;
        iopub = new ZmtpPublisher(connection.Iopub, time);
        stdin = new ZmtpRouter(connection.Stdin, time, (_, frames) =>
        {
            if (JupyterMessage.Read(frames, key) is { } message)
                input(message);
            return ValueTask.CompletedTask;
        });
        heartbeat = new ZmtpEcho(connection.Heartbeat, time);
        control = new ZmtpRouter(connection.Control, time, (peer, frames) => TakeAsync(peer, frames, controlRequest));
        shell = new ZmtpRouter(connection.Shell, time, (peer, frames) => TakeAsync(peer, frames, shellRequest));
    }

    /// <summary>Waits until somebody hears outputs: a client connects its channels one after the other, and the first cell's outputs must not be lost.</summary>
    public async Task ListenedToAsync()
    {
        try
        {
            await iopub.Subscribed.WaitAsync(ListenerPatience, time);
        }
        catch (TimeoutException)
        {
            // A client may care for replies only.
        }
    }

    public void Reply(JupyterRequest request, JsonObject content, string? type = null)
        => request.Peer.Send(ZmtpFrames.Write(JupyterMessage.Write(
            request.Message.Route, Header(type ?? request.Message.Type.Replace("_request", "_reply", StringComparison.Ordinal)), request.Message.Header, content, key)));

    /// <param name="parent">The request that it comes of; null: none.</param>
    public void Publish(string type, JupyterMessage? parent, JsonObject content)
        => iopub.Publish(JupyterMessage.Write([Encoding.UTF8.GetBytes($"kernel.{session}.{type}")], Header(type), parent?.Header, content, key));

    /// <summary>Sends a question to the person whose client sent the request; false if that client takes no questions.</summary>
    public bool Ask(JupyterRequest request, JsonObject content)
    {
        if (stdin.Find(request.Peer.Identity) is not { } peer)
            return false;
        peer.Send(ZmtpFrames.Write(JupyterMessage.Write(request.Message.Route, Header("input_request"), request.Message.Header, content, key)));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in new ZmtpSocket[] { shell, control, stdin, iopub, heartbeat })
            await socket.DisposeAsync();
    }

    private ValueTask TakeAsync(ZmtpPeer peer, List<byte[]> frames, Func<JupyterRequest, ValueTask> take)
        => JupyterMessage.Read(frames, key) is { } message ? take(new JupyterRequest(peer, message)) : ValueTask.CompletedTask;

    private JsonObject Header(string type) => new()
    {
        ["msg_id"] = string.Create(CultureInfo.InvariantCulture, $"{session}_{Interlocked.Increment(ref count)}"),
        ["session"] = session,
        ["username"] = "kernel",
        ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        ["msg_type"] = type,
        ["version"] = JupyterMessage.Version,
    };
}

/// <summary>A request, and who asked.</summary>
internal sealed record JupyterRequest(ZmtpPeer Peer, JupyterMessage Message)
{
    public string Text(string name) => NotebookText.Read(Message.Content[name]) ?? "";

    public bool Flag(string name, bool otherwise) => Message.Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    public int Number(string name, int otherwise) => Message.Content[name] is JsonValue value && value.TryGetValue(out int number) ? number : otherwise;
}
