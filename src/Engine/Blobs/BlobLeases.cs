namespace Workbook.Engine.Blobs;

/// <summary>
/// Which blobs are in somebody's hands. A sweep compares what is there with what Worlds refer to, and those two are never
/// seen at one moment: a blob that was held at any time of the sweep is therefore left to the next one.
/// </summary>
internal sealed class BlobLeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BlobDigest, int> _held = [];
    private HashSet<BlobDigest>? _heldDuringSweep;

    public void Take(BlobDigest digest)
    {
        lock (_gate)
        {
            _held[digest] = _held.GetValueOrDefault(digest) + 1;
            _heldDuringSweep?.Add(digest);
        }
    }

    public void Release(BlobDigest digest)
    {
        lock (_gate)
        {
            if (--_held[digest] == 0) _held.Remove(digest);
        }
    }

    public void BeginSweep()
    {
        lock (_gate) _heldDuringSweep = [.. _held.Keys];
    }

    public void EndSweep()
    {
        lock (_gate) _heldDuringSweep = null;
    }

    /// <summary>Does something to a blob that nobody has or had in hands during this sweep; false when somebody had.</summary>
    public bool TryRemove(BlobDigest digest, Action<BlobDigest> remove)
    {
        lock (_gate)
        {
            if (_heldDuringSweep!.Contains(digest)) return false;
            remove(digest);
            return true;
        }
    }
}
