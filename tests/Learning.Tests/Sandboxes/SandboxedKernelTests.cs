using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Tests.Notebooks;

namespace Workbook.Learning.Tests.Sandboxes;

/// <summary>What cells can do in a sandbox, and what they cannot; all in one kernel, which lives on.</summary>
[CancelAfter(120_000)]
public sealed class SandboxedKernelTests
{
    private CellRecorder kernel = null!;
    private TempFolder course = null!;
    private string notebook = null!;
    private string solution = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Environment.SetEnvironmentVariable("WORKBOOK_TEST_SECRET", "do-not-tell");
        course = new TempFolder();
        Directory.CreateDirectory(Path.Combine(course.Path, "notebooks"));
        notebook = course.Write("notebooks/lesson.ipynb", "a lesson");
        solution = course.Write("solution.cs", "a solution");
        kernel = await Sandboxed.StartAsync(new() { Folders = [Path.GetDirectoryName(notebook)!] }, launch => launch with { WorkingDirectory = Path.GetDirectoryName(notebook), InterruptGrace = TimeSpan.FromMinutes(1) });
        await kernel.RunAsync("string Try(Action action) { try { action(); return \"done\"; } catch (Exception error) { return error.GetType().Name + \": \" + error.Message; } }");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (kernel is not null) await kernel.DisposeAsync();
        course?.Dispose();
    }

    [Test]
    public async Task A_cell_computes_and_the_next_one_sees_it()
    {
        await kernel.RunAsync("var product = Enumerable.Range(1, 4).Aggregate((a, b) => a * b);");
        (await kernel.ValueAsync("product")).Should().Be("24");
    }

    [Test]
    public async Task What_programs_print_is_shown()
    {
        await kernel.RunAsync("Process.Start(\"sh\", [\"-c\", \"echo child; echo wrong >&2\"])!.WaitForExit();");
        (kernel.Stdout, kernel.Stderr).Should().Be(("child\n", "wrong\n"));
    }

    [Test]
    public async Task A_question_is_answered()
    {
        kernel.Answer = question => Task.FromResult<string?>(question.Prompt + "blue");
        (await kernel.ValueAsync("await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"Which? \")")).Should().Be("Which? blue");
    }

    [Test]
    public async Task Code_is_completed(CancellationToken cancellationToken) =>
        (await kernel.Kernel.CompleteAsync("Console.Wri", 11, cancellationToken)).Items.Should().Contain(item => item.Text == "WriteLine");

    [Test]
    public async Task An_endless_cell_is_interrupted(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcome = await kernel.RunAsync(
            "Console.WriteLine(\"started\");\nwhile (true) { }",
            output => { if (output is StreamOutput { Text: "started\n" }) _ = Task.Run(stop.Cancel, CancellationToken.None); },
            stop.Token);
        outcome.Status.Should().Be(CellStatus.Interrupted);
    }

    [Test]
    public async Task The_given_folder_is_read_at_its_own_path_and_not_written()
    {
        (await kernel.ValueAsync($"File.ReadAllText(\"{notebook}\") + File.ReadAllText(\"lesson.ipynb\")")).Should().Be("a lessona lesson");
        (await kernel.ValueAsync($"Try(() => File.WriteAllText(\"{notebook}\", \"\"))")).Should().Contain("Exception");
        (await kernel.ValueAsync("Try(() => File.WriteAllText(\"beside\", \"\"))")).Should().Contain("Exception");
        (await File.ReadAllTextAsync(notebook)).Should().Be("a lesson");
    }

    [Test]
    public async Task No_file_of_this_machines_users_is_seen()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        foreach (var path in new[] { solution, home, "/etc/shadow", "/etc/passwd", "/etc/hostname", "/run/docker.sock" })
        {
            (await kernel.ValueAsync($"File.Exists(\"{path}\") || Directory.Exists(\"{path}\")")).Should().Be("false", path);
        }
        string[] system = ["bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "run", "sbin", "tmp", "usr", "work"];
        var program = AppContext.BaseDirectory.Split('/')[1];
        (await kernel.ValueAsync("string.Join(' ', Directory.GetFileSystemEntries(\"/\").Select(Path.GetFileName))")).Split(' ').Should().BeSubsetOf(system.Append(program));
    }

    [Test]
    public async Task No_other_process_is_seen_and_none_of_the_hosts_environment()
    {
        (await kernel.ValueAsync("Directory.GetDirectories(\"/proc\").Count(path => int.TryParse(Path.GetFileName(path), out _)) < 8")).Should().Be("true");
        (await kernel.ValueAsync("string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order())")).Should().NotContainAny("WORKBOOK_TEST_SECRET", "TOKEN", "USER");
        (await kernel.ValueAsync("string.Concat(Directory.GetDirectories(\"/proc\").Where(path => int.TryParse(Path.GetFileName(path), out _)).Select(path => { try { return File.ReadAllText(path + \"/environ\"); } catch (Exception) { return \"\"; } }))"))
            .Should().NotContain("do-not-tell");
        (await kernel.ValueAsync("Environment.GetEnvironmentVariable(\"AWS_REGION\") + Environment.GetEnvironmentVariable(\"HOME\")")).Should().Be("us-east-1/work");
    }

    [TestCase("/usr/x")]
    [TestCase("/x")]
    [TestCase("/etc/x")]
    [TestCase("/dev/x")]
    [TestCase("/run/kernel/x")]
    [TestCase("/proc/sys/kernel/core_pattern")]
    public async Task Nothing_is_written_there(string path) => (await kernel.ValueAsync($"Try(() => File.WriteAllText(\"{path}\", \"x\"))")).Should().Contain("Exception");

    [TestCase("/tmp")]
    [TestCase("/work")]
    [TestCase("/dev/shm")]
    public async Task A_temporary_folder_is_full_at_64_MiB(string folder)
    {
        await kernel.RunAsync(
            $$"""
            long written = 0;
            try
            {
                using var file = File.Create("{{folder}}/big");
                for (; written < 100; written++) { file.Write(new byte[1 << 20]); file.Flush(true); }
            }
            catch (IOException) { }
            File.Delete("{{folder}}/big");
            Console.Write(written);
            """);
        kernel.Stdout.Should().Be("64");
    }

    [Test]
    public async Task Nobody_is_in_its_network()
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork).Select(address => address.ToString());
        foreach (var address in own.Append("192.0.2.1").Append("169.254.169.254"))
        {
            (await kernel.ValueAsync($"Try(() => new System.Net.Sockets.TcpClient().Connect(\"{address}\", {port}))")).Should().MatchRegex("refused|unreachable", address);
        }
        (await kernel.ValueAsync("string.Join(' ', System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().Select(each => each.Name))")).Should().Be("lo");
        other.Pending().Should().BeFalse();
    }

    [TestCase("localhost", 80)]
    [TestCase("127.0.0.1", 8080)]
    public async Task Its_own_programs_are(string name, int port)
    {
        if (port < 1024 && !Environment.IsPrivilegedProcess) Assert.Ignore("Only root's load balancers have such ports, and only root's kernels then.");
        (await kernel.ValueAsync(
            $$"""
            var server{{port}} = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, {{port}});
            server{{port}}.Start();
            Try(() => new System.Net.Sockets.TcpClient("{{name}}", {{port}}).Dispose())
            """)).Should().Be("done");
    }

    [Test]
    public async Task A_socket_without_a_file_is_not_reached_either()
    {
        var name = "\0workbook-test-" + Environment.ProcessId;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(name));
        socket.Listen();
        (await kernel.ValueAsync(
            $"Try(() => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, default).Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(\"\\0{name[1..]}\")))"))
            .Should().Contain("refused");
    }

    [Test]
    public async Task It_yields_to_others()
    {
        (await kernel.ValueAsync("File.ReadAllText(\"/proc/self/oom_score_adj\").Trim()")).Should().Be("1000");
        (await kernel.ValueAsync("File.ReadAllText(\"/proc/self/stat\").Split(\") \")[1].Split(' ')[16]")).Should().Be("10", "nice");
        (await kernel.ValueAsync("File.ReadAllText(\"/proc/self/status\").Split('\\n').Single(line => line.StartsWith(\"CapEff\"))[^16..]")).Should().Be(Environment.IsPrivilegedProcess ? "0000000000000400" : "0000000000000000", "it may listen on any port of its own network, and nothing else");
    }
}
