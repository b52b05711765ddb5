using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.ECS;

namespace Workbook.Cli.Tests;

/// <summary>What <c>workbook top</c> shows, in a pipe and in a terminal of 80 columns and 24 lines.</summary>
internal sealed class TopTests : ServedCluster
{
    private const string ControlC = "\u0003", Enter = "\e[?1049h", Leave = "\e[?25h\e[?1049l";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        await Ecs.CreateServiceAsync(new()
        {
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = 30,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        });
        using var http = new HttpClient();
        using var minutes = new StringContent("""{"advanceSeconds":300}""");
        await http.PostAsync(new Uri(Address, "/_workbook/clock"), minutes);
    }

    [Test]
    public async Task Where_nobody_watches_it_is_shown_once_in_whole()
    {
        var (exitCode, output) = await Command.RunAsync("top", "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(0, output);
        output.Should().NotContain("\e").And.MatchRegex(@"(?s)^ECS Workbook  http://127.0.0.1:\d+  us-east-1 .*cluster default  1 service, 30 tasks running, 0 pending.* web +30  30    0  COMPLETED +·+   1%  █·+  10%  -.*[0-9a-f]{8}  service:web +web:1 +RUNNING");
        Regex.Count(output, "service:web").Should().Be(30);
    }

    [TestCase("q", 0)]
    [TestCase(ControlC, 130)]
    public async Task In_a_terminal_it_stays_until_it_is_ended_and_leaves_the_terminal_as_it_was(string key, int exitCode)
    {
        await using var terminal = Terminal.Start($"top --interval 0.2 --endpoint {Address}");

        var page = await terminal.UntilAsync("q quits; every 0.2 s");
        await terminal.TypeAsync(key);

        (await terminal.EndAsync()).Should().Be(exitCode);
        page.Should().Contain(Enter).And.Contain("\e[32m  30\e[0m", "what is as it should be is green");
        terminal.Output.Should().EndWith(Leave);
    }

    [Test]
    public async Task It_fits_24_lines_of_80_columns_also_without_colours()
    {
        await using var terminal = Terminal.Start($"top --interval 0.2 --endpoint {Address}", "NO_COLOR=1");

        var page = await terminal.UntilAsync("q quits; every 0.2 s");
        await terminal.TypeAsync("q");
        await terminal.EndAsync();

        var lines = page[(page.LastIndexOf("\e[H", StringComparison.Ordinal) + 3)..].Replace("\e[K", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        lines.Should().HaveCount(24).And.OnlyContain(line => line.Length <= 80);
        lines.Should().ContainMatch("  … * more").And.ContainMatch("*TARGETS");
    }

    [Test]
    public async Task Without_an_endpoint_it_says_how_to_start_one()
    {
        var (exitCode, output) = await Command.RunAsync("top", "--endpoint", "http://127.0.0.1:1");

        exitCode.Should().Be(1);
        output.Should().Contain("workbook start").And.NotContain("   at ");
    }

    [TestCase("0")]
    [TestCase("often")]
    public async Task An_interval_is_a_number_of_seconds(string interval)
    {
        var (exitCode, output) = await Command.RunAsync("top", "--interval", interval, "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(1);
        output.Should().Contain("--interval takes a number of seconds from 0.2 to 3600.");
    }

    /// <summary>The command in a terminal that script(1) makes.</summary>
    private sealed class Terminal : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _output = new();
        private readonly char[] _buffer = new char[4096];

        private Terminal(Process process) => _process = process;

        public string Output => _output.ToString();

        public static Terminal Start(string arguments, string settings = "")
        {
            if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script")) Assert.Ignore("To run this test: use Linux with script(1), of the package bsdutils.");
            var command = $"stty rows 24 cols 80; exec env TERM=xterm {settings} dotnet {Path.Combine(AppContext.BaseDirectory, "workbook.dll")} {arguments}";
            var start = new ProcessStartInfo("/usr/bin/script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            start.Environment.Remove("NO_COLOR");
            return new(Process.Start(start)!);
        }

        /// <summary>Reads on until a text has come.</summary>
        public async Task<string> UntilAsync(string text)
        {
            while (!Output.Contains(text, StringComparison.Ordinal))
            {
                (await ReadAsync()).Should().BePositive($"'{text}' was to come after: {Output}");
            }
            return Output;
        }

        public async Task TypeAsync(string key)
        {
            await _process.StandardInput.WriteAsync(key);
            await _process.StandardInput.FlushAsync();
        }

        public async Task<int> EndAsync()
        {
            // It paints on until it ends, so there is always something to read.
            var started = TimeProvider.System.GetTimestamp();
            while (await ReadAsync() > 0) TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(Patience, "it was to end");
            await _process.WaitForExitAsync().WaitAsync(Patience);
            return _process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private async Task<int> ReadAsync()
        {
            var count = await _process.StandardOutput.ReadAsync(_buffer).AsTask().WaitAsync(Patience);
            _output.Append(_buffer, 0, count);
            return count;
        }
    }
}
