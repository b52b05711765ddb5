using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Workbook.Engine.Blobs;

/// <summary>The uploads under way, and the end of those that nobody goes on with.</summary>
internal sealed class BlobUploads : IDisposable
{
    private readonly ConcurrentDictionary<string, BlobUpload> _open = new();
    private readonly BlobLeases _leases;
    private readonly BlobLimits _limits;
    private readonly Lock _finishing = new();
    private readonly ITimer _timer;

    public BlobUploads(BlobFolder folder, BlobLeases leases, BlobLimits limits, TimeProvider machine)
    {
        Folder = folder;
        Machine = machine;
        _leases = leases;
        _limits = limits;
        _timer = machine.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public BlobFolder Folder { get; }

    public TimeProvider Machine { get; }

    public int Count => _open.Count;

    public BlobUpload Start(string owner)
    {
        if (_open.Count >= _limits.OpenUploads)
            throw new BlobException(BlobProblem.TooManyUploads, $"{_limits.OpenUploads} uploads are open, which is the most. Finish or cancel some.");
        var upload = new BlobUpload(this, Ids.NewUuid().ToString(), owner, Machine.GetUtcNow());
        _open[upload.Id] = upload;
        _timer.Change(_limits.Look, Timeout.InfiniteTimeSpan);
        return upload;
    }

    public BlobUpload? Find(string owner, string id) => _open.TryGetValue(id, out var upload) && upload.Owner == owner ? upload : null;

    public void Remove(BlobUpload upload) => _open.TryRemove(upload.Id, out _);

    public async Task<BlobLease> FinishAsync(BlobUpload upload, SafeFileHandle file, BlobDigest digest)
    {
        // Before looking whether the blob is there: from here on no sweep takes it away.
        _leases.Take(digest);
        var lease = new BlobLease(_leases, digest, upload.Length);
        try
        {
            // What is acknowledged survives a power cut; off this thread, as it takes as long as the disk does.
            if (Folder.LengthOf(digest) is null) await Task.Run(() => RandomAccess.FlushToDisk(file));
            file.Dispose();
            lock (_finishing) Folder.Finish(upload.Id, digest);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var upload in _open.Values) upload.Cancel();
    }

    private void Expire()
    {
        var now = Machine.GetUtcNow();
        foreach (var upload in _open.Values)
        {
            if (now - upload.StartedAt >= _limits.UploadLifetime || (!upload.IsBusy && now - upload.LastUsedAt >= _limits.UploadIdle)) upload.Cancel();
        }
        if (!_open.IsEmpty) _timer.Change(_limits.Look, Timeout.InfiniteTimeSpan);
    }
}
