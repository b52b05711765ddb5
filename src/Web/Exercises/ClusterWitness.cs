using Amazon.Runtime;
using Workbook.Learning.Grading;

namespace Workbook.Web.Exercises;

/// <summary>Looks at the clusters of a backend before they go, and draws what the checks saw.</summary>
internal sealed class ClusterWitness(IGradingBackend inner) : IGradingBackend
{
    private const int MostClusters = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly AsyncLocal<Sighting?> _watching = new();

    /// <summary>What is seen of the clusters of one check.</summary>
    internal sealed class Sighting
    {
        /// <summary>Those that went last, as pictures; empty where there was none, or it could not be seen.</summary>
        public IReadOnlyList<Picture> Clusters { get; set; } = [];
    }

    public string Name => inner.Name;

    public int Seed => inner.Seed;

    public string? Warning => inner.Warning;

    /// <summary>Looks at the clusters of what the caller grades from now on.</summary>
    public Sighting Watch() => _watching.Value = new();

    public async Task<IGradingCluster> StartAsync(CancellationToken cancellation) => new Watched(await inner.StartAsync(cancellation), _watching.Value);

    private sealed class Watched(IGradingCluster cluster, Sighting? seen) : IGradingCluster
    {
        public Uri Endpoint => cluster.Endpoint;

        public string? AdminToken => cluster.AdminToken;

        public async ValueTask DisposeAsync()
        {
            if (seen is not null) seen.Clusters = await DrawAsync(cluster.Endpoint);
            await cluster.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<Picture>> DrawAsync(Uri endpoint)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            using var aws = await Aws.ConnectAsync(endpoint, null, limit.Token);
            var names = (await aws.Ecs.ListClustersAsync(new(), limit.Token)).ClusterArns?.Take(MostClusters) ?? [];
            var pictures = new List<Picture>();
            foreach (var name in names) pictures.Add(await ClusterMap.OfAsync(aws, name.Split('/')[^1], limit.Token));
            return pictures;
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or EndpointUnreachableException or OperationCanceledException or HttpRequestException)
        {
            // A picture is a help, and no part of the grading.
            return [];
        }
    }
}
