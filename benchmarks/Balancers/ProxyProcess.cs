using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Benchmarks.Balancers;

/// <summary>A server in a process of its own, with its settings in a temporary folder, that forwards to the targets or is one.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-benchmark-");
    private readonly Process _process;

    private ProxyProcess(string name, Func<string, int, (string Program, string[] Arguments)> command)
    {
        Name = name;
        Port = FreePort();
        var (program, arguments) = command(_folder.FullName, Port);
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>What the kernel says of the process and its children, in megabytes.</summary>
    public long ResidentMegabytes() => (long)ProcessMemory.Children(_process.Id).Append(_process.Id).Sum(ProcessMemory.Resident);

    /// <summary>nginx as a target: 1 KB at /, 10 MB at /large, on one worker.</summary>
    public static Task<ProxyProcess> TargetAsync() => NginxAsync("target", 1, folder =>
    {
        File.WriteAllBytes(Path.Combine(folder, "large"), new byte[10_000_000]);
        return $$"""location / { return 200 "{{new string('x', 1024)}}"; } location = /large { root {{folder}}; }""";
    }, "");

    /// <summary>nginx in front of the targets, with connections that it keeps: as many as the workbook has at most, one for each client and target.</summary>
    public static Task<ProxyProcess> NginxAsync(IReadOnlyList<int> targets) => NginxAsync("nginx", 2,
        _ => "location / { proxy_pass http://targets; proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme; }",
        $"upstream targets {{ {string.Concat(targets.Select((port, i) => $"server {AddressOf(i)}:{port}; "))} keepalive {Math.Max(256, 32 * targets.Count)}; keepalive_requests 100000000; }}");

    public static Task<ProxyProcess> HaproxyAsync(IReadOnlyList<int> targets) => StartAsync("HAProxy", (folder, port) =>
    {
        var settings = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(settings, $"""
            global
              nbthread 2
              maxconn 4096
            defaults
              mode http
              option forwardfor
              http-reuse always
              timeout connect 10s
              timeout client 60s
              timeout server 60s
            frontend front
              bind 127.0.0.1:{port}
              default_backend targets
            backend targets
              balance roundrobin
            {string.Join('\n', targets.Select((target, i) => $"  server target{i} 127.0.0.1:{target}"))}

            """);
        return ("/usr/sbin/haproxy", ["-f", settings, "-db"]);
    });

    /// <summary>127.0.0.1, 127.0.0.2 and so on are all this machine: a thousand targets need no thousand servers.</summary>
    public static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"127.0.{number / 250}.{(number % 250) + 1}");

    /// <summary>The workbook's balancer: this program, as <c>balancer-serve</c>.</summary>
    public static Task<ProxyProcess> WorkbookAsync(IReadOnlyList<int> targets, int rules) => StartAsync("workbook", (_, port) =>
        ("dotnet", [typeof(ProxyProcess).Assembly.Location, "balancer-serve", "--port", Text(port), "--rules", Text(rules), .. targets.SelectMany(target => (string[])["--target", Text(target)])]));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Task<ProxyProcess> NginxAsync(string name, int workers, Func<string, string> locations, string more) => StartAsync(name, (folder, port) =>
    {
        var settings = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off;
            user root;
            worker_processes {{workers}};
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 40000; }
            http {
              access_log off;
              sendfile on;
              keepalive_requests 100000000;
              {{more}}
              server { listen 0.0.0.0:{{port}} backlog=4096; {{locations(folder)}} }
            }

            """);
        return ("/usr/sbin/nginx", ["-c", settings, "-p", folder]);
    });

    private static async Task<ProxyProcess> StartAsync(string name, Func<string, int, (string, string[])> command)
    {
        var started = new ProxyProcess(name, command);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{started.Port}/"));
                if (answer.IsSuccessStatusCode) return started;
            }
            catch (HttpRequestException) when (!started._process.HasExited)
            {
                // Not yet: it is asked again.
            }
            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
