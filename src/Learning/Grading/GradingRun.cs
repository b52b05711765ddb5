using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>One exercise of one submission being graded: the compiled submission, a cluster of its own, and the session that the checks have.</summary>
internal sealed class GradingRun : IAsyncDisposable
{
    private readonly SubmissionFolder _folder;
    private readonly string _assembly;
    private readonly IGradingCluster _cluster;
    private readonly GraderOptions _options;

    public GradingRun(SubmissionFolder folder, string assembly, IGradingBackend backend, IGradingCluster cluster, GraderOptions options, CancellationToken cancellation)
    {
        _folder = folder;
        _assembly = assembly;
        _cluster = cluster;
        _options = options;
        Session = new(cluster, backend.Name, request => RunAsync(request, cancellation));
    }

    public GradingSession Session { get; }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<SubmissionOutcome> RunAsync(object? request, CancellationToken cancellation)
    {
        var program = new SandboxedProgram(_options.Host, _assembly, _folder.CreateRun(), _cluster.Endpoint);
        using var checks = new ChecksSocket(program.ChecksSocket, request);
        var end = await _options.Sandbox.RunAsync(program, _options.Limits, _options.Time, cancellation);
        return new(end.End, end.ExitCode, end.Output, await checks.AnswerAsync(_options.Time));
    }
}
