using System.Security.Cryptography;
using Workbook.Engine.Time;
using Workbook.Learning.Grading;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary>
/// Grading on an engine of its own for each exercise. On the embedded backend its clock jumps from event to event, so that
/// nobody waits. Its admin surface takes a token that exists nowhere else, so that no submission can move that clock.
/// </summary>
internal sealed class LocalGrading(string backend) : IGradingBackend
{
    private const int TokenBytes = 32;

    public string Name => backend;

    public async Task<IGradingCluster> StartAsync(CancellationToken cancellation)
    {
        try
        {
            return new Cluster(await LocalAws.StartAsync(new()
            {
                Engine = Backends.Engine(backend, ClockMode.Automatic),
                AdminToken = RandomNumberGenerator.GetHexString(TokenBytes * 2),
            }, cancellation));
        }
        catch (IOException error)
        {
            throw new GradingException($"No cluster could be started: {error.Message}", error);
        }
    }

    private sealed class Cluster(LocalAws aws) : IGradingCluster
    {
        public Uri Endpoint => aws.Endpoint;

        public ValueTask DisposeAsync() => aws.DisposeAsync();
    }
}
