using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Notebooks.Zmtp;
using Workbook.Learning.Tests.Notebooks;

namespace Workbook.Learning.Tests.Jupyter;

/// <summary>A kernel and a front end that talks to it over sockets in a folder.</summary>
internal sealed class JupyterClient : IAsyncDisposable
{
    private const string Key = "a key";

    private readonly TempFolder folder;
    private readonly Task kernel;
    private readonly Dictionary<string, (Socket Socket, Stream Stream)> channels = [];
    private int sent;

    private JupyterClient(TempFolder folder, Task kernel)
    {
        this.folder = folder;
        this.kernel = kernel;
    }

    /// <summary>Completes when the kernel has shut down.</summary>
    public Task Kernel => kernel;

    public static async Task<JupyterClient> StartAsync()
    {
        var folder = new TempFolder();
        var file = folder.Write("connection.json", new JsonObject
        {
            ["transport"] = "ipc", ["ip"] = System.IO.Path.Combine(folder.Path, "k"), ["key"] = Key, ["signature_scheme"] = "hmac-sha256",
            ["shell_port"] = 1, ["iopub_port"] = 2, ["stdin_port"] = 3, ["control_port"] = 4, ["hb_port"] = 5,
        }.ToJsonString());
        var client = new JupyterClient(folder, Task.Run(() => JupyterKernel.RunAsync(file, stop => KernelProcess.StartAsync(TestHost.Launch(), stop), TimeProvider.System)));
        foreach (var (channel, type, number) in new[] { ("shell", "DEALER", 1), ("iopub", "SUB", 2), ("stdin", "DEALER", 3), ("control", "DEALER", 4), ("hb", "REQ", 5) })
            client.channels[channel] = await client.ConnectAsync(number, type);
        await client.SendRawAsync("iopub", [[1]]);
        return client;
    }

    /// <summary>A connection beyond the front end's own, without any greeting.</summary>
    public async Task<Socket> StrangerAsync(int number)
    {
        var path = System.IO.Path.Combine(folder.Path, $"k-{number}");
        for (;;)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException) when (!kernel.IsCompleted)
            {
                // The kernel does not listen yet.
                socket.Dispose();
                await Task.Yield();
            }
        }
    }

    public Task SendRawAsync(string channel, List<byte[]> frames) => channels[channel].Stream.WriteAsync(ZmtpFrames.Write(frames)).AsTask();

    public Task<List<byte[]>> ReadRawAsync(string channel) => ZmtpFrames.ReadMessageAsync(channels[channel].Stream, CancellationToken.None);

    /// <summary>Sends a request; its id is <c>r1</c>, <c>r2</c> …</summary>
    public async Task<string> SendAsync(string type, JsonObject content, string channel = "shell", string key = Key)
    {
        var id = $"r{++sent}";
        var header = new JsonObject { ["msg_id"] = id, ["session"] = "s", ["msg_type"] = type, ["version"] = "5.3" };
        await SendRawAsync(channel, JupyterMessage.Write([], header, null, content, Encoding.UTF8.GetBytes(key)));
        return id;
    }

    public Task<string> ExecuteAsync(string code, bool silent = false, bool stopOnError = true, bool allowStdin = true) => SendAsync("execute_request", new JsonObject
    {
        ["code"] = code, ["silent"] = silent, ["store_history"] = !silent, ["stop_on_error"] = stopOnError, ["allow_stdin"] = allowStdin,
    });

    public async Task<JupyterMessage> ReadAsync(string channel)
        => JupyterMessage.Read(await ReadRawAsync(channel), Encoding.UTF8.GetBytes(Key)) ?? throw new InvalidOperationException("The kernel signed wrongly.");

    /// <summary>What is published about a request, up to its end: types, with the state or text that matters.</summary>
    public async Task<List<string>> PublishedAsync(string request)
    {
        var seen = new List<string>();
        for (;;)
        {
            var frames = await ReadRawAsync("iopub");
            var message = JupyterMessage.Read(frames, Encoding.UTF8.GetBytes(Key))!;
            if (!Encoding.UTF8.GetString(frames[^3]).Contains($"\"{request}\"", StringComparison.Ordinal))
                continue;
            var content = message.Content;
            seen.Add($"{message.Type} {content["execution_state"] ?? content["text"] ?? content["data"]?["text/plain"] ?? content["ename"] ?? ""}".Trim());
            if (seen[^1] == "status idle")
                return seen;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!kernel.IsCompleted)
            await SendAsync("shutdown_request", new JsonObject { ["restart"] = false }, "control");
        await kernel;
        foreach (var (socket, _) in channels.Values)
            socket.Dispose();
        folder.Dispose();
    }

    private async Task<(Socket, Stream)> ConnectAsync(int number, string type)
    {
        var socket = await StrangerAsync(number);
        var stream = new NetworkStream(socket);
        await stream.WriteAsync(ZmtpFrames.Greeting());
        await ZmtpFrames.ReadGreetingAsync(stream, CancellationToken.None);
        await stream.WriteAsync(ZmtpFrames.Ready(type));
        await ZmtpFrames.ReadReadyAsync(stream, CancellationToken.None);
        return (socket, stream);
    }
}
