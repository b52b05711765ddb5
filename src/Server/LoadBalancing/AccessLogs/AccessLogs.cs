using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing.Routing;

namespace Workbook.Server.LoadBalancing.AccessLogs;

/// <summary>The access logs of all load balancers: each ends its file every five minutes of the engine's clock, and at the end.</summary>
internal sealed partial class AccessLogs : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly string? _root;
    private readonly EngineClock _clock;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<(AccountRegion Scope, string Key), AccessLog> _logs = new();
    private readonly Lock _gate = new();
    private IDisposable? _next;
    private bool _disposed;

    /// <param name="dataFolder">Where they are kept, in <c>access-logs</c>; null: they are dropped.</param>
    public AccessLogs(string? dataFolder, EngineClock clock, ILogger log)
    {
        _root = dataFolder is null ? null : Path.Combine(dataFolder, "access-logs");
        _clock = clock;
        _log = log;
    }

    /// <summary>The log of a load balancer; null when it writes none.</summary>
    public AccessLog? Of(AccountRegion scope, string balancerKey, LoadBalancerSettings settings)
    {
        var known = _logs.GetValueOrDefault((scope, balancerKey));
        if (known is not null && known.Bucket == settings.AccessLogBucket && known.Prefix == settings.AccessLogPrefix) return known;
        if (known is not null) Close(scope, balancerKey);
        if (settings.AccessLogBucket is null) return null;
        if (_root is null) Log.Dropped(_log, balancerKey);
        Schedule();
        return _logs[(scope, balancerKey)] = new(_root, scope, balancerKey, settings, _clock);
    }

    public void Close(AccountRegion scope, string balancerKey)
    {
        // It ends its last file by itself.
        if (_logs.TryRemove((scope, balancerKey), out var log)) _ = log.CloseAsync();
    }

    public Task FlushAsync() => Task.WhenAll(_logs.Values.Select(each => each.FlushAsync()));

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _next?.Dispose();
        }
        await Task.WhenAll(_logs.Values.Select(each => each.CloseAsync()));
    }

    private void Schedule()
    {
        lock (_gate)
        {
            if (_disposed || _next is not null) return;
            var now = _clock.GetUtcNow();
            // 23:37 → 23:40
            var next = new DateTimeOffset(((now.UtcTicks / Interval.Ticks) + 1) * Interval.Ticks, TimeSpan.Zero);
            _next = _clock.Schedule(next, isUpkeep: true, Turn);
        }
    }

    private void Turn()
    {
        lock (_gate) _next = null;
        if (_logs.IsEmpty) return;
        Schedule();
        _clock.Hold();
        _ = FlushAsync().ContinueWith(_ => _clock.Release(), TaskScheduler.Default);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The access log of {Balancer} is dropped: there is no data folder to keep it in (start with --data).")]
        public static partial void Dropped(ILogger logger, string balancer);
    }
}
