using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Blobs;

/// <summary>
/// Removes blobs that no World refers to any more. It does not matter who took the last reference away: whenever a registry's
/// contents have changed, what is there is compared with what is referred to, a little later and for many changes at once.
/// </summary>
internal sealed class BlobSweeper : IDisposable
{
    /// <summary>How long deleted bytes stay on the disk.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private readonly StateStore _store;
    private readonly BlobStore _blobs;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _isSet, _isOver;

    public BlobSweeper(StateStore store, BlobStore blobs, TimeProvider machine)
    {
        _store = store;
        _blobs = blobs;
        _timer = machine.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.Changed += Look;
        // What the last process did not come to.
        Set(TimeSpan.Zero);
    }

    /// <summary>What first kept blobs from being deleted; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    public void Dispose()
    {
        _store.Changed -= Look;
        _timer.Dispose();
        // A sweep that has begun ends first.
        lock (_gate) _isOver = true;
    }

    private void Look(AccountRegion scope, IEnumerable<EntityKey> changed)
    {
        if (changed.Any(key => key.Kind is EntityKind.EcrImage or EntityKind.EcrLayer)) Set(Delay);
    }

    private void Set(TimeSpan delay)
    {
        lock (_gate)
        {
            if (_isSet || _isOver) return;
            _isSet = true;
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isSet = false;
            try
            {
                _blobs.Sweep(Referenced);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Failure ??= exception;
            }
        }
    }

    private HashSet<BlobDigest> Referenced()
    {
        var worlds = _store.Scopes.Select(_store.Read).ToList();
        return [.. worlds.SelectMany(world => world.EcrLayers.Values.Select(layer => layer.Digest).Concat(world.EcrImages.Values.Select(image => image.Digest))).Select(BlobDigest.Parse)];
    }
}
