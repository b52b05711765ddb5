namespace Workbook.Learning.Grading;

/// <summary>Where submissions are graded: something that can put up a cluster that nobody has touched.</summary>
public interface IGradingBackend
{
    /// <summary>As the catalogue calls it, such as <c>embedded</c>.</summary>
    string Name { get; }

    /// <summary>What the clusters' ids are made from; 0 where they are random.</summary>
    int Seed { get; }

    /// <summary>What a reader of the report has to know of it; null where there is nothing.</summary>
    string? Warning { get; }

    /// <summary>Puts up a fresh one for one exercise of one submission.</summary>
    Task<IGradingCluster> StartAsync(CancellationToken cancellation);
}

/// <summary>An AWS endpoint that lives as long as the grading of one exercise. What is not AWS is closed to submissions.</summary>
public interface IGradingCluster : IAsyncDisposable
{
    Uri Endpoint { get; }

    /// <summary>Opens <c>/_workbook/</c> to checks, as the header <c>X-Workbook-Token</c>; null where there is no such thing. No submission ever sees it.</summary>
    string? AdminToken { get; }
}
