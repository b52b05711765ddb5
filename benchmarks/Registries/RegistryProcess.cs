using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Workbook.Benchmarks.Registries;

/// <summary>A registry in a process of its own, on a data folder that goes with it.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private PushPullClient? _client;

    private RegistryProcess(string name, string program, Func<string, int, string[]> arguments)
    {
        Name = name;
        _folder = Directory.CreateTempSubdirectory("workbook-benchmark-");
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        Root = new($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo(program, arguments(_folder.FullName, port)) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Name { get; }

    public PushPullClient Client => _client!;

    private Uri Root { get; }

    /// <summary>The command <c>workbook start</c>, with a repository, logged in to.</summary>
    public static async Task<RegistryProcess> WorkbookAsync()
    {
        var registry = new RegistryProcess("workbook", "dotnet", (folder, port) =>
            [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), "start", "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture)]);
        await registry.AnswersAsync();
        await registry.CallAsync("CreateRepository", """{"repositoryName":"team/app"}""");
        var login = await registry.CallAsync("GetAuthorizationToken", "{}");
        registry._client = new(registry.Root, login.GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString());
        return registry;
    }

    /// <summary>Debian's <c>docker-registry</c> (CNCF distribution), on the same disk.</summary>
    public static async Task<RegistryProcess> ReferenceAsync()
    {
        var registry = new RegistryProcess("docker-registry", "docker-registry", (folder, port) =>
        {
            var settings = Path.Combine(folder, "config.yml");
            File.WriteAllText(settings, $$"""
                version: 0.1
                log: {level: error, accesslog: {disabled: true} }
                storage: {filesystem: {rootdirectory: "{{folder}}/data"} }
                http: {addr: "127.0.0.1:{{port}}", secret: none}
                """);
            return ["serve", settings];
        });
        await registry.AnswersAsync();
        registry._client = new(registry.Root, null);
        return registry;
    }

    /// <summary>What the kernel says of the process, in megabytes.</summary>
    public long ResidentMegabytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1_000_000;
    }

    public async Task<long> MostMegabytesWhileAsync(Func<Task> action)
    {
        var most = ResidentMegabytes();
        for (var running = action(); ;)
        {
            await Task.WhenAny(running, Task.Delay(LookEvery, TimeProvider.System));
            most = Math.Max(most, ResidentMegabytes());
            if (!running.IsCompleted) continue;
            await running;
            return most;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AnswersAsync()
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Root, "/v2/"));
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(LookEvery, TimeProvider.System);
            }
        }
    }

    private async Task<JsonElement> CallAsync(string operation, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", $"AmazonEC2ContainerRegistry_V20150921.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
    }
}
