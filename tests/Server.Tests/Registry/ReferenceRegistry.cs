using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workbook.Server.Tests.Clients;

namespace Workbook.Server.Tests.Registry;

/// <summary>Debian's <c>docker-registry</c>, the reference implementation (CNCF distribution 2.8), on a port of its own.</summary>
internal sealed class ReferenceRegistry : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-reference-");
    private readonly Process _process;

    private ReferenceRegistry(string program)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Root = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        var settings = Path.Combine(_folder.FullName, "config.yml");
        File.WriteAllText(settings, $$"""
            version: 0.1
            log: {level: error, accesslog: {disabled: true} }
            storage: {filesystem: {rootdirectory: "{{_folder.FullName}}/data"}, delete: {enabled: true} }
            http: {addr: "{{Root.Authority}}", secret: none}
            """);
        _process = Process.Start(new ProcessStartInfo(program, ["serve", settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public Uri Root { get; }

    /// <summary>Starts it, or skips the test.</summary>
    public static async Task<ReferenceRegistry> StartAsync()
    {
        var registry = new ReferenceRegistry(ClientProgram.Find("docker-registry", "apt-get install docker-registry"));
        using var http = new HttpClient();
        for (; ; await Task.Yield())
        {
            try
            {
                await http.GetAsync(new Uri(registry.Root, "/v2/"));
                return registry;
            }
            catch (HttpRequestException) when (!registry._process.HasExited)
            {
                // It does not listen yet.
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
