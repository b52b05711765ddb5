using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>A cell that says "started" and then never ends is stopped, wherever it hangs; all in one kernel, which lives on.</summary>
[CancelAfter(120_000)]
public sealed class InterruptTests
{
    private CellRecorder kernel = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        kernel = new CellRecorder(await KernelProcess.StartAsync(TestHost.Launch() with { InterruptGrace = TimeSpan.FromMinutes(1) }));
        await kernel.RunAsync("var kept = 41; IEnumerable<int> Forever() { while (true) yield return 1; }");
    }

    [OneTimeTearDown]
    public async Task Stop() => await kernel.DisposeAsync();

    [TestCase("while (true) { }")]
    [TestCase("new System.Threading.ManualResetEvent(false).WaitOne();")]
    [TestCase("await Task.Delay(-1);")]
    [TestCase("await new TaskCompletionSource().Task;")]
    [TestCase("while (true) { try { new System.Threading.ManualResetEvent(false).WaitOne(); } catch (Exception) { } }")]
    [TestCase("while (true) Console.WriteLine(\"again\");")]
    [TestCase("foreach (var one in Forever()) { }")]
    public async Task An_endless_cell_is_stopped_and_the_kernel_lives_on(string endless, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcome = await kernel.RunAsync(
            "Console.WriteLine(\"started\");\n" + endless,
            output => { if (output is StreamOutput { Text: "started\n" }) _ = Task.Run(stop.Cancel, CancellationToken.None); },
            stop.Token);
        outcome.Status.Should().Be(CellStatus.Interrupted, because: string.Join('\n', outcome.Error?.Traceback ?? []));
        outcome.Error!.Name.Should().Be("Interrupted");
        (await kernel.ValueAsync("kept + 1")).Should().Be("42");
    }
}
