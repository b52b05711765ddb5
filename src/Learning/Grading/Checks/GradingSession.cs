namespace Workbook.Learning.Grading;

/// <summary>
/// What checks are given: the cluster's endpoint, and the submission to be run on it. Checks decide when that is, so
/// that they can set a scene first; by the time it is over, nothing of the submission's process is left.
/// </summary>
public sealed class GradingSession
{
    // Flows into the threads that NUnit starts for the checks.
    private static readonly AsyncLocal<GradingSession?> Ambient = new();

    private readonly IGradingCluster _cluster;
    private readonly Func<object?, Task<SubmissionOutcome>> _run;

    internal GradingSession(IGradingCluster cluster, string backend, Func<object?, Task<SubmissionOutcome>> run)
    {
        _cluster = cluster;
        Backend = backend;
        _run = run;
    }

    /// <summary>
    /// Makes a session for the checks of an exercise that are run outside of a grading, as <c>dotnet test</c> does.
    /// </summary>
    public static Func<string, Task<GradingSession>>? Outside { get; set; }

    /// <summary>The session that the calling fixture is to use.</summary>
    /// <param name="fixture">The type of the fixture.</param>
    /// <exception cref="GradingException">There is none.</exception>
    public static async Task<GradingSession> OpenAsync(Type fixture)
    {
        if (Ambient.Value is { } session) return session;
        if (Outside is { } open) return await open(CheckRunner.ExerciseOf(fixture));
        throw new GradingException("Checks are run by `workbook grade`, and need a submission.");
    }

    /// <summary>Where the cluster is.</summary>
    public Uri Endpoint => _cluster.Endpoint;

    /// <summary>What the cluster is, such as <c>embedded</c>.</summary>
    public string Backend { get; }

    /// <summary>See <see cref="IGradingCluster.AdminToken"/>.</summary>
    public string? AdminToken => _cluster.AdminToken;

    /// <summary>How the submission's last run ended; null before the first one.</summary>
    public SubmissionOutcome? Outcome { get; private set; }

    /// <summary>Runs the submission from start to end, in a process of its own each time.</summary>
    /// <param name="request">What its call gets as <c>request</c>, as JSON.</param>
    public async Task<SubmissionOutcome> RunSubmissionAsync(object? request = null) => Outcome = await _run(request);

    internal void Enter() => Ambient.Value = this;
}
