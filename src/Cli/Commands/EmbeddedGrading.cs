using System.Security.Cryptography;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Learning.Grading;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary>
/// Grading on the embedded backend: an engine for each exercise, whose clock jumps from event to event, so that nobody
/// waits. Its admin surface takes a token that exists nowhere else, so that no submission can move that clock.
/// </summary>
internal sealed class EmbeddedGrading : IGradingBackend
{
    private const int TokenBytes = 32;

    public string Name => Backends.Embedded;

    public async Task<IGradingCluster> StartAsync(CancellationToken cancellation)
    {
        try
        {
            return new Cluster(await LocalAws.StartAsync(new()
            {
                Engine = new EngineOptions { Clock = ClockMode.Automatic },
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
