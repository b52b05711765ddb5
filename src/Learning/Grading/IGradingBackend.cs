namespace Workbook.Learning.Grading;

/// <summary>Where submissions are graded: something that can put up a cluster that nobody has touched.</summary>
public interface IGradingBackend
{
    /// <summary>As the catalogue calls it, such as <c>embedded</c>.</summary>
    string Name { get; }

    /// <summary>Puts up a fresh one for one exercise of one submission.</summary>
    Task<IGradingCluster> StartAsync(CancellationToken cancellation);
}

/// <summary>An AWS endpoint that lives as long as the grading of one exercise. What is not AWS is closed to submissions.</summary>
public interface IGradingCluster : IAsyncDisposable
{
    Uri Endpoint { get; }
}
