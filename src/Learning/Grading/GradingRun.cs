namespace Workbook.Learning.Grading;

/// <summary>A session with what it stands on: the submission's folder and the cluster.</summary>
internal sealed class GradingRun(SubmissionFolder folder, IGradingCluster cluster, GradingSession session) : IAsyncDisposable
{
    public GradingSession Session { get; } = session;

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        folder.Dispose();
    }
}
