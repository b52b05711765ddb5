using System.Diagnostics;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// A process with limits and nothing more: for a learner's own machine, and where there is nothing better. Orphans do not tell whose they were, so
/// there is one such process at a time.
/// </summary>
/// <param name="why">Why there is nothing better.</param>
public sealed class UnconfinedSandbox(string why) : ISandbox
{
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly string? Prlimit = Programs.Find("prlimit");

    public string Name => "none";

    public string Warning { get; } = $"Submissions ran as you, with limits of time and memory only: they could read your files and use the network. {why}";

    public async Task<SandboxedEnd> RunAsync(SandboxedProgram program, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        await Turn.WaitAsync(cancellation);
        try
        {
            var tree = ProcessTree.Prepare();
            return await SandboxedProcess.RunAsync(Command(program, limits), process => tree.KillAsync(process, time), limits, time, cancellation);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static ProcessStartInfo Command(SandboxedProgram program, SandboxLimits limits)
    {
        var work = Directory.CreateDirectory(Path.Combine(program.Folder, "work")).FullName;
        // Its processes are counted with all others of the same user, so there is no limit of these.
        string[] line = [.. Prlimit is null ? [] : new[] { Prlimit, $"--fsize={limits.FileSize}", $"--nofile={limits.OpenFiles}", "--core=0" }, DotnetHost.Path, program.Host, program.Assembly];
        var start = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = work };
        SubmissionEnvironment.Set(start.Environment, work, program.Endpoint.ToString(), program.ChecksSocket);
        return start;
    }
}
