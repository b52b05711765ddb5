using System.Net;
using System.Net.Sockets;
using System.Text;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Time;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Answers in Docker's place, for moments that a real one cannot be brought to.</summary>
internal sealed class ScriptedDocker : IDisposable
{
    private readonly HttpListener _listener = new();

    public ScriptedDocker()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add($"http://{address}/");
        _listener.Start();
        Endpoint = DockerEndpoint.Parse($"tcp://{address}");
    }

    public DockerEndpoint Endpoint { get; }

    /// <summary>Waits for the next request and answers with an error.</summary>
    public async Task RefuseAsync(HttpStatusCode status)
    {
        var context = await _listener.GetContextAsync().WaitAsync(Patience.Longest);
        context.Response.StatusCode = (int)status;
        context.Response.Close(Encoding.UTF8.GetBytes("""{"message":"no"}"""), willBlock: false);
    }

    /// <summary>Waits for the next request and answers with that JSON.</summary>
    public async Task AnswerAsync(string json)
    {
        var context = await _listener.GetContextAsync().WaitAsync(Patience.Longest);
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
    }

    public void Dispose() => _listener.Close();
}
