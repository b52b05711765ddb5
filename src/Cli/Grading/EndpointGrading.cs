using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary>Grading on an endpoint that is there already: LocalStack, another emulator, a workbook that runs. It is shared, so nothing on it is fresh.</summary>
internal sealed class EndpointGrading(Uri endpoint) : IGradingBackend
{
    public string Name => "endpoint";

    public int Seed => 0;

    public string Warning => "It was graded on an endpoint that was there before: what earlier submissions left on it counts too. Empty it between submissions.";

    public async Task<IGradingCluster> StartAsync(CancellationToken cancellation)
    {
        try
        {
            using var aws = await Aws.ConnectAsync(endpoint, null, cancellation);
            return new Cluster(endpoint);
        }
        catch (EndpointUnreachableException error)
        {
            throw new GradingException(error.Message, error);
        }
    }

    private sealed class Cluster(Uri endpoint) : IGradingCluster
    {
        public Uri Endpoint => endpoint;

        public string? AdminToken => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
