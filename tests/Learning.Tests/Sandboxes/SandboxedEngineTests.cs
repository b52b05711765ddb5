using System.Net;
using System.Net.Sockets;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Tests.Notebooks;

namespace Workbook.Learning.Tests.Sandboxes;

/// <summary>The one way out of a kernel's sandbox: its own engine.</summary>
[CancelAfter(120_000)]
public sealed class SandboxedEngineTests
{
    private const string Ask = "await new HttpClient().GetStringAsync(Environment.GetEnvironmentVariable(\"AWS_ENDPOINT_URL\"))";

    [Test]
    public async Task Each_kernel_reaches_its_own_engine_and_no_other(CancellationToken cancellationToken)
    {
        using var one = new TinyEngine(() => "one");
        using var two = new TinyEngine(() => "two");
        await using var first = await StartAsync(one, () => [], cancellationToken);
        await using var second = await StartAsync(two, () => [], cancellationToken);

        (await first.ValueAsync(Ask)).Should().Be("one");
        (await second.ValueAsync(Ask)).Should().Be("two");
        (await first.ValueAsync("Environment.GetEnvironmentVariable(\"AWS_ENDPOINT_URL\")")).Should().Be("http://127.0.0.1:4566");
        (await ConnectAsync(first, one.Port)).Should().Contain("refused");
        (await ConnectAsync(first, two.Port)).Should().Contain("refused");
    }

    [Test]
    public async Task A_port_that_the_engine_opens_is_there_with_the_answer_and_goes_with_another(CancellationToken cancellationToken)
    {
        using var listener = new TinyEngine(() => "from a target");
        var open = Array.Empty<int>();
        var opens = true;
        using var engine = new TinyEngine(() =>
        {
            open = opens ? [listener.Port] : [];
            return "changed";
        });
        await using var kernel = await StartAsync(engine, () => open, cancellationToken);
        (await ConnectAsync(kernel, listener.Port)).Should().Contain("refused");

        for (var i = 0; i < 10; i++)
        {
            opens = true;
            (await kernel.ValueAsync($"{Ask} + await new HttpClient().GetStringAsync(\"http://127.0.0.1:{listener.Port}\")")).Should().Be("changedfrom a target");
            opens = false;
            await kernel.ValueAsync(Ask);
            (await ConnectAsync(kernel, listener.Port)).Should().Contain("refused");
        }
    }

    [Test]
    public async Task Nobody_can_talk_to_the_engine_through_it_when_the_kernel_is_gone(CancellationToken cancellationToken)
    {
        var before = Folders();
        using var engine = new TinyEngine(() => "here");
        var kernel = await StartAsync(engine, () => [], cancellationToken);
        var folder = Folders().Except(before).Should().ContainSingle().Which;
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(folder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, "only its owner gets in");

        await kernel.DisposeAsync();

        Directory.Exists(folder).Should().BeFalse();
    }

    [Test]
    public async Task A_kernel_that_does_not_start_leaves_nothing_behind()
    {
        var before = Folders();
        var sandbox = await Sandboxed.SandboxAsync();
        var ending = TestHost.Launch() with { Sandbox = sandbox };
        ending = ending with { Arguments = [ending.Arguments[0], "exit"] };
        await ((Func<Task>)(() => KernelProcess.StartAsync(ending))).Should().ThrowAsync<KernelStartException>().WithMessage("*exit code 1*");
        var nowhere = TestHost.Launch() with { Sandbox = sandbox, FileName = "/nowhere/workbook" };
        await ((Func<Task>)(() => KernelProcess.StartAsync(nowhere))).Should().ThrowAsync<KernelStartException>().WithMessage("*/nowhere*");
        var wide = TestHost.Launch() with { Sandbox = await Sandboxed.SandboxAsync(new() { Folders = ["/"] }) };
        await ((Func<Task>)(() => KernelProcess.StartAsync(wide))).Should().ThrowAsync<KernelStartException>().WithMessage("*cannot be given the folder /*");
        Folders().Should().BeEquivalentTo(before);
    }

    private static async Task<CellRecorder> StartAsync(TinyEngine engine, Func<IEnumerable<int>> ports, CancellationToken cancellationToken)
    {
        var sandbox = (await Sandboxed.SandboxAsync()).WithPorts(ports);
        var environment = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = engine.Endpoint.ToString() };
        return new(await KernelProcess.StartAsync(TestHost.Launch() with { Sandbox = sandbox, Environment = environment }, cancellationToken));
    }

    private static async Task<string> ConnectAsync(CellRecorder kernel, int port)
    {
        var outcome = await kernel.RunAsync($"new System.Net.Sockets.TcpClient(\"127.0.0.1\", {port}).Dispose();");
        return outcome.Error?.Message ?? "connected";
    }

    private static string[] Folders() => Directory.GetDirectories(Path.GetTempPath(), "workbook-kernel-*");
}
