using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Engine.Logs.Subscriptions;

/// <summary>
/// Sends log events that subscription filters let through to their destinations: each destination gets them in the order in which they were written, and is asked again when it does
/// not take them. What it does not take for long, and what it is too slow for, is lost.
/// </summary>
public sealed class SubscriptionDelivery : IAsyncDisposable
{
    private const int Waiting = 1000, MostAttempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromSeconds(5);

    private readonly LogStore _logs;
    private readonly TimeProvider _machine;
    private readonly bool _reachesOthers;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
    private readonly ConditionalWeakTable<SubscriptionFilter, FilterPattern> _patterns = [];
    private readonly Dictionary<string, Destination> _destinations = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _life = new();

    /// <param name="logs">Whose events.</param>
    /// <param name="machine">What waiting is measured by.</param>
    /// <param name="reachesOthers">See <see cref="EngineOptions.ReachesOthers"/>.</param>
    public SubscriptionDelivery(LogStore logs, TimeProvider machine, bool reachesOthers)
    {
        (_logs, _machine, _reachesOthers) = (logs, machine, reachesOthers);
        logs.Written += Send;
    }

    /// <summary>Whether events can be sent to a target at all: an address with http or https.</summary>
    public static Uri? AddressOf(string target) => Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>Sends a destination a message without events; whether it took it.</summary>
    public Task<bool> ProbeAsync(CwlDestination destination, DateTimeOffset now, CancellationToken cancellation) =>
        PostAsync(destination.TargetArn, SubscriptionPayload.Control(now), cancellation);

    public async ValueTask DisposeAsync()
    {
        _logs.Written -= Send;
        await _life.CancelAsync();
        foreach (var destination in _destinations.Values) await destination.Sending;
        _life.Dispose();
        _http.Dispose();
    }

    // On the log writer's thread, and on no other.
    private void Send(LogsWritten written)
    {
        foreach (var filter in written.Group.SubscriptionFilters)
        {
            var pattern = _patterns.GetValue(filter, static each => FilterPattern.Parse(each.FilterPattern));
            var events = written.Events.Where(each => pattern.Matches(each.Message)).ToList();
            if (events.Count == 0 || _logs.FindDestination(written.Scope, filter.DestinationArn!) is not { } destination) continue;
            var target = Find(destination.TargetArn);
            target.Queue.Writer.TryWrite(SubscriptionPayload.Data(written.Scope.Account, written.Group.Name, events[0].Stream, filter.FilterName!, events));
        }
    }

    private Destination Find(string target)
    {
        if (_destinations.TryGetValue(target, out var known)) return known;
        var queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        return _destinations[target] = new(queue, Task.Run(() => RunAsync(target, queue.Reader)));
    }

    private async Task RunAsync(string target, ChannelReader<byte[]> queue)
    {
        try
        {
            await foreach (var payload in queue.ReadAllAsync(_life.Token))
            {
                var delay = FirstDelay;
                for (var attempt = 1; attempt <= MostAttempts && !await PostAsync(target, payload, _life.Token); attempt++)
                {
                    await Task.Delay(delay, _machine, _life.Token);
                    delay *= 2;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The engine ends.
        }
    }

    private async Task<bool> PostAsync(string target, byte[] payload, CancellationToken cancellation)
    {
        if (!_reachesOthers || AddressOf(target) is not { } address) return false;
        try
        {
            using var content = new ByteArrayContent(payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _http.PostAsync(address, content, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private sealed record Destination(Channel<byte[]> Queue, Task Sending);
}
