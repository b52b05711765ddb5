using System.Text.Json;
using System.Text.Json.Serialization;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;
using Workbook.Server;
using Workbook.Web.Channels;

namespace Workbook.Web.Cluster;

/// <summary>
/// Follows the engine for all pages that show it: what changes is put together for a moment and then told to each. While nobody looks it does nothing.
/// </summary>
internal sealed class ClusterFeed : IAsyncDisposable
{
    // 20 changes of the picture a second look like motion.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FlowPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly LocalAws _aws;
    private readonly TimeProvider _time;
    private readonly RequestFlow _flow;
    private readonly Lock _gate = new();
    private readonly HashSet<ClusterWatch> _watches = [];
    private readonly HashSet<(AccountRegion Scope, EntityKey Key)> _touched = [];
    private readonly Bell _wake = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _telling;
    private readonly Task _measuring;
    private ClusterMirror? _mirror;
    private ClusterUpdate.Clock? _clockTold;

    public ClusterFeed(LocalAws aws, TimeProvider time)
    {
        (_aws, _time, _flow) = (aws, time, new(aws));
        aws.Engine.Store.Changed += Note;
        _telling = TellAsync(_ending.Token);
        _measuring = MeasureAsync(_ending.Token);
    }

    private EngineClock EngineClock => _aws.Engine.Clock;

    /// <summary>The page is told the whole map, and from then on what changes.</summary>
    public void Enter(ClusterWatch watch)
    {
        lock (_gate) _watches.Add(watch);
        _wake.Ring();
    }

    /// <summary>The page is gone. A clock that was paused goes on when nobody is left who could resume it.</summary>
    public void Leave(ClusterWatch watch)
    {
        bool isLast;
        lock (_gate)
        {
            _watches.Remove(watch);
            isLast = _watches.Count == 0;
        }
        if (isLast) EngineClock.Resume();
        _wake.Ring();
    }

    /// <summary>The clock was moved, paused or resumed: pages are told though nothing else has changed.</summary>
    public void ClockChanged() => _wake.Ring();

    public async ValueTask DisposeAsync()
    {
        _aws.Engine.Store.Changed -= Note;
        EngineClock.Resume();
        await _ending.CancelAsync();
        await Task.WhenAll(_telling, _measuring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    internal static ReadOnlyMemory<byte> Bytes(ClusterUpdate update) => JsonSerializer.SerializeToUtf8Bytes(update, Json);

    // On the thread of whoever changed something, which must not wait.
    private void Note(AccountRegion scope, IEnumerable<EntityKey> keys)
    {
        lock (_gate)
        {
            if (_watches.Count == 0) return;
            foreach (var key in keys) _touched.Add((scope, key));
        }
        _wake.Ring();
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _wake.HearAsync(cancellation);
            Tell();
            await Task.Delay(Moment, _time, cancellation);
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (_watches.Count == 0)
            {
                _mirror = null;
                _touched.Clear();
                return;
            }
        }
        var change = Change();
        // After the World was read: what it shows has not happened later than this.
        var clock = new ClusterUpdate.Clock(EngineClock.GetUtcNow(), EngineClock.Mode.ToString().ToLowerInvariant(), EngineClock.IsPaused, _aws.Engine.Backend);
        var clockBytes = clock == _clockTold ? default : Bytes(_clockTold = clock);
        var changeBytes = change.IsEmpty ? default : Bytes(change);
        ReadOnlyMemory<byte> whole = default;
        lock (_gate)
        {
            foreach (var watch in _watches)
            {
                if (watch.NeedsAll)
                {
                    if (whole.IsEmpty) whole = Bytes(_mirror!.Whole());
                    watch.TellAll(whole);
                    watch.Tell(clockBytes.IsEmpty ? clockBytes = Bytes(clock) : clockBytes);
                    continue;
                }
                if (!changeBytes.IsEmpty) watch.Tell(changeBytes);
                if (!clockBytes.IsEmpty) watch.Tell(clockBytes);
            }
        }
    }

    private ClusterUpdate.Map Change()
    {
        List<(AccountRegion Scope, EntityKey Key)> touched;
        lock (_gate)
        {
            touched = [.. _touched];
            _touched.Clear();
        }
        if (_mirror is null)
        {
            _mirror = new();
            foreach (var scope in _aws.Engine.Store.Scopes) _mirror.Fill(_aws.Engine.Store.Read(scope));
        }
        foreach (var scope in touched.GroupBy(each => each.Scope, each => each.Key)) _mirror.Look(_aws.Engine.Store.Read(scope.Key), scope);
        return _mirror.Take();
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(FlowPeriod, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            lock (_gate)
            {
                if (_watches.Count == 0) continue;
            }
            if (_flow.Read() is { Count: > 0 } flow) Send(Bytes(new ClusterUpdate.Flow(flow)));
            // A clock that was moved from elsewhere; a real one is followed by the page itself.
            if (EngineClock.Mode != ClockMode.Real && EngineClock.GetUtcNow() != _clockTold?.Now) _wake.Ring();
            // Who reads slowly is told all as soon as there is room.
            bool someMissed;
            lock (_gate) someMissed = _watches.Any(watch => watch.NeedsAll);
            if (someMissed) _wake.Ring();
        }
    }

    private void Send(ReadOnlyMemory<byte> update)
    {
        lock (_gate)
        {
            foreach (var watch in _watches) watch.Tell(update);
        }
    }
}
