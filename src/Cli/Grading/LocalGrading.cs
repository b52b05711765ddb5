using System.Security.Cryptography;
using Workbook.Cli.Commands;
using Workbook.Engine.Time;
using Workbook.Learning.Grading;
using Workbook.Server;

namespace Workbook.Cli.Grading;

/// <summary>
/// Grading on an engine of its own for each exercise. On the embedded backend its clock jumps from event to event, so that
/// nobody waits. Its admin surface takes a token that exists nowhere else, so that no submission can move that clock.
/// </summary>
internal sealed class LocalGrading(string backend) : IGradingBackend
{
    private const int TokenBytes = 32;

    public string Name => backend;

    public int Seed => backend == Backends.Embedded ? Backends.Seed : 0;

    public string? Warning => null;

    public async Task<IGradingCluster> StartAsync(CancellationToken cancellation)
    {
        try
        {
            var token = RandomNumberGenerator.GetHexString(TokenBytes * 2);
            return new Cluster(await LocalAws.StartAsync(new() { Engine = Backends.Engine(backend, ClockMode.Automatic), AdminToken = token }, cancellation), token);
        }
        catch (IOException error)
        {
            throw new GradingException($"No cluster could be started: {error.Message}", error);
        }
    }

    private sealed class Cluster(LocalAws aws, string token) : IGradingCluster
    {
        public Uri Endpoint => aws.Endpoint;

        public string AdminToken => token;

        public ValueTask DisposeAsync() => aws.DisposeAsync();
    }
}
