using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Health;
using Workbook.Server.LoadBalancing.Simulated;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Health;

/// <summary>Carries out one check of a target: connects, asks where there is something to ask, and closes the connection.</summary>
/// <param name="clock">By which simulated targets are waited for.</param>
/// <param name="machine">By which real ones are: a clock that is held for a check cannot end it.</param>
internal sealed class TargetProbe(ITargetNetwork network, EngineClock clock, TimeProvider machine) : IDisposable
{
    private readonly CancellationTokenSource _life = new();

    /// <param name="hold">Of the clock, for this check.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps a target from being asked is its failure.")]
    public async Task<CheckOutcome> RunAsync(AccountRegion scope, ElbTargetGroup group, ElbTarget target, ClockHold hold)
    {
        var patience = TimeSpan.FromSeconds(group.HealthCheck.TimeoutSeconds);
        using var timeout = new CancellationTokenSource();
        // On the clock's own call: it must not move on before the timeout is told.
        using var end = clock.Schedule(clock.GetUtcNow() + patience, isUpkeep: false, () =>
        {
            hold.Seize();
            Cancel(timeout);
        });
        using var realTimeout = clock.Mode == ClockMode.Real ? null : new CancellationTokenSource(patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, realTimeout?.Token ?? default, _life.Token);
        try
        {
            await using var stream = await network.ConnectAsync(scope, target.Id, HealthChecks.PortOf(group, target), either.Token);
            if (stream is DuplexStream simulated)
            {
                simulated.Hold = hold;
                realTimeout?.CancelAfter(Timeout.InfiniteTimeSpan);
            }
            if (group.HealthCheck.Protocol is not (ProtocolEnum.Http or ProtocolEnum.Https)) return CheckOutcome.Success;
            await using var secure = group.HealthCheck.Protocol == ProtocolEnum.Https ? await EncryptAsync(stream, group, either.Token) : null;
            return CheckOutcome.OfCode(group, await AskAsync(secure ?? stream, group, target, either.Token));
        }
        catch (OperationCanceledException)
        {
            return CheckOutcome.TimedOut(group);
        }
        catch (SocketException error)
        {
            return CheckOutcome.Failed(error.SocketErrorCode == SocketError.NetworkUnreachable ? error.Message : null);
        }
        catch (Exception error) when (error is IOException or HttpRequestException or AuthenticationException or InvalidDataException)
        {
            return either.IsCancellationRequested ? CheckOutcome.TimedOut(group) : CheckOutcome.Failed();
        }
        catch (Exception)
        {
            return CheckOutcome.Failed();
        }
    }

    /// <summary>Ends the checks under way.</summary>
    public Task StopAsync() => _life.CancelAsync();

    public void Dispose() => _life.Dispose();

    private static void Cancel(CancellationTokenSource timeout)
    {
        try
        {
            timeout.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The check was over in the same moment.
        }
    }

    private static Task<int> AskAsync(Stream stream, ElbTargetGroup group, ElbTarget target, CancellationToken cancellation)
    {
        var path = group.HealthCheck.Path ?? "/";
        var host = $"{target.Id}:{HealthChecks.PortOf(group, target)}";
        return group.ProtocolVersion switch
        {
            "GRPC" => Http2Question.GrpcAsync(stream, host, path, cancellation),
            "HTTP2" => Http2Question.GetAsync(stream, host, path, cancellation),
            _ => Http1Question.GetAsync(stream, host, path, cancellation),
        };
    }

    private static async Task<Stream> EncryptAsync(Stream stream, ElbTargetGroup group, CancellationToken cancellation)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await secure.AuthenticateAsClientAsync(TargetTls.Options(group.ProtocolVersion is "HTTP2" or "GRPC"), cancellation);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
