using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>What is the same for all sandboxes that are processes of this machine.</summary>
public sealed class SandboxedProcessTests
{
    private const string SetPriv = "/usr/bin/setpriv";

    [Test]
    public async Task A_submission_outlives_the_thread_that_asked_for_it()
    {
        if (!File.Exists(SetPriv)) Assert.Ignore("setpriv, of util-linux, is missing.");
        var folder = Directory.CreateTempSubdirectory("workbook-parent-");
        var (runs, mayEnd) = (Path.Combine(folder.FullName, "runs"), Path.Combine(folder.FullName, "may-end"));
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [runs])) await pipe.WaitForExitAsync();
        Task<SandboxedEnd> run = null!;
        // Ended with its parent, as bubblewrap is.
        var asks = new Thread(() =>
        {
            run = SandboxedProcess.RunAsync(
                new(SetPriv, ["--pdeathsig", "KILL", "--", "/bin/sh", "-c", $"echo > {runs}; while [ ! -e {mayEnd} ]; do :; done; exit 7"]),
                process => { process.Kill(); return Task.CompletedTask; }, new(), TimeProvider.System, CancellationToken.None);
            // A pipe with a name is opened when both of its ends are.
            File.ReadAllText(runs);
        });

        asks.Start();
        asks.Join();
        await File.WriteAllTextAsync(mayEnd, "");

        (await run).Should().BeEquivalentTo(new { End = SubmissionEnd.Exited, ExitCode = 7 });
        folder.Delete(recursive: true);
    }
}
