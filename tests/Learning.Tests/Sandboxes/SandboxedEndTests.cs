using System.Diagnostics;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Tests.Notebooks;

namespace Workbook.Learning.Tests.Sandboxes;

/// <summary>How kernels in a sandbox end, and what ends with them.</summary>
[CancelAfter(120_000)]
public sealed class SandboxedEndTests
{
    [TestCase("Environment.Exit(3);", "kernel died (exit code 3): *Environment.Exit*")]
    [TestCase("int Down(int n) => Down(n + 1) + 1; Down(0)", "kernel died (exit code 134): *stack overflow*")]
    [TestCase("Process.GetCurrentProcess().Kill();", "kernel died (exit code 137): *killed*")]
    public async Task Its_death_is_told_as_outside(string deadly, string message, CancellationToken cancellationToken)
    {
        await using var kernel = await Sandboxed.StartAsync(cancellationToken: cancellationToken);
        var outcome = await kernel.RunAsync("Console.WriteLine(\"last words\");\n" + deadly, cancellationToken: cancellationToken);
        outcome.Status.Should().Be(CellStatus.KernelDied);
        outcome.Error!.Message.Should().Match(message);
        kernel.Stdout.Should().Be("last words\n");
    }

    [Test]
    public async Task One_that_takes_too_much_memory_is_ended_and_says_so_and_its_neighbour_lives_on(CancellationToken cancellationToken)
    {
        var sandbox = await Sandboxed.SandboxAsync(new() { Limits = new() { Memory = 400L << 20 } });
        await using var neighbour = new CellRecorder(await KernelProcess.StartAsync(TestHost.Launch() with { Sandbox = sandbox }, cancellationToken));
        await using var kernel = new CellRecorder(await KernelProcess.StartAsync(TestHost.Launch() with { Sandbox = sandbox }, cancellationToken));

        var outcome = await kernel.RunAsync(
            """
            for (var i = 0; i < 12; i++)
                unsafe { new Span<byte>(System.Runtime.InteropServices.NativeMemory.Alloc(64 << 20), 64 << 20).Fill(1); }
            await Task.Delay(-1);
            """, cancellationToken: cancellationToken);

        outcome.Status.Should().Be(CellStatus.KernelDied, because: string.Join('\n', outcome.Error?.Traceback ?? []));
        outcome.Error!.Message.Should().Be("kernel died (exit code 137): it used more than 400 MiB of memory, so its process was ended.");
        (await neighbour.ValueAsync("1 + 1")).Should().Be("2");
    }

    [Test]
    public async Task One_that_fills_its_heap_gets_an_error_and_its_neighbour_lives_on(CancellationToken cancellationToken)
    {
        await using var neighbour = await Sandboxed.StartAsync(cancellationToken: cancellationToken);
        await using var kernel = await Sandboxed.StartAsync(new() { Limits = new() { Heap = 200L << 20 } }, cancellationToken: cancellationToken);

        var outcome = await kernel.RunAsync(
            "void Eat() { var all = new List<byte[]>(); while (true) { all.Add(new byte[16 << 20]); Array.Fill<byte>(all[^1], 1); } }\nEat();", cancellationToken: cancellationToken);

        // Where another of the process's threads finds none left first, .NET ends it.
        outcome.Status.Should().BeOneOf(CellStatus.Failed, CellStatus.KernelDied);
        outcome.Error!.Message.Should().ContainEquivalentOf("memory");
        (await neighbour.ValueAsync("1 + 1")).Should().Be("2");
        TestContext.Out.WriteLine(outcome.Error.Message);
    }

    [Test]
    public async Task Processes_without_end_come_to_an_end(CancellationToken cancellationToken)
    {
        await using var kernel = await Sandboxed.StartAsync(cancellationToken: cancellationToken);

        var outcome = await kernel.RunAsync(
            """
            var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "i=0; while [ $i -lt 2000 ]; do sleep 2 & i=$((i+1)); echo $i; done > $HOME/forks 2>&1"]))!;
            shell.WaitForExit();
            Console.Write(File.ReadAllText(Environment.GetEnvironmentVariable("HOME") + "/forks"));
            """, cancellationToken: cancellationToken);
        outcome.Error.Should().BeNull();
        kernel.Stdout.Should().ContainEquivalentOf("fork").And.NotContain("\n1000\n");
    }

    [Test]
    public async Task What_a_cell_started_ends_with_the_kernel(CancellationToken cancellationToken)
    {
        var kernel = await Sandboxed.StartAsync(cancellationToken: cancellationToken);
        var seconds = await StartSleepingAsync(code => kernel.ValueAsync(code));
        Sleeping(seconds).Should().NotBeEmpty();

        await kernel.DisposeAsync();

        await GoneAsync(seconds, cancellationToken);
    }

    [Test]
    public async Task It_ends_with_its_host_even_when_that_is_killed(CancellationToken cancellationToken)
    {
        await Sandboxed.SandboxAsync();
        var launch = TestHost.Launch();
        using var host = Process.Start(new ProcessStartInfo(launch.FileName, [launch.Arguments[0], TestHost.SandboxedKernel]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var seconds = await StartSleepingAsync(async code =>
        {
            await host.StandardInput.WriteLineAsync(code);
            return (await host.StandardOutput.ReadLineAsync(cancellationToken))!;
        });
        Sleeping(seconds).Should().NotBeEmpty();

        host.Kill();

        await GoneAsync(seconds, cancellationToken);
    }

    [Test]
    public async Task Starting_is_about_as_quick_as_outside(CancellationToken cancellationToken)
    {
        var sandbox = await Sandboxed.SandboxAsync();
        foreach (var each in new IKernelSandbox?[] { null, sandbox, null, sandbox })
        {
            var started = TimeProvider.System.GetTimestamp();
            await using var kernel = await KernelProcess.StartAsync(TestHost.Launch() with { Sandbox = each }, cancellationToken);
            TestContext.Out.WriteLine($"{each?.Name ?? "no sandbox"}: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        }
    }

    // Twice detached: a session of its own, and a parent that is gone. Nobody else sleeps for that long.
    private static async Task<string> StartSleepingAsync(Func<string, Task<string>> run)
    {
        var seconds = (700_000 + Environment.ProcessId + Environment.TickCount64 % 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        (await run($"Process.Start(\"sh\", [\"-c\", \"setsid sh -c 'sleep {seconds} & sleep {seconds}' > /dev/null 2>&1 &\"])!.WaitForExit(); while (Process.GetProcessesByName(\"sleep\").Length < 2) await Task.Yield(); \"sleeps\"")).Should().Be("sleeps");
        return seconds;
    }

    private static async Task GoneAsync(string seconds, CancellationToken cancellationToken)
    {
        // Linux ends them at once, and not in the same instant.
        while (Sleeping(seconds).Count > 0) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
    }

    private static List<string> Sleeping(string seconds) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => Path.Combine(folder, "cmdline")).Where(File.Exists).Select(ReadOrNothing).Where(line => line.StartsWith($"sleep\0{seconds}", StringComparison.Ordinal))];

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
