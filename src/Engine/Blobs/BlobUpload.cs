using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Workbook.Engine.Blobs;

/// <summary>
/// A blob that is arriving, in as many pieces as its sender likes. Each byte is hashed as it is written and never read again.
/// One sender at a time; an upload to which nothing comes ends by itself and gives the disk back.
/// </summary>
public sealed class BlobUpload : IDisposable
{
    // Large enough that a write costs little beside its bytes, small enough that a thousand uploads at once fit into memory.
    private const int BufferSize = 128 * 1024;

    private readonly BlobUploads _uploads;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private SafeFileHandle? _file;
    private long _length;
    private long _lastAppend = long.MaxValue;
    private bool _busy, _over;

    internal BlobUpload(BlobUploads uploads, string id, string owner, DateTimeOffset startedAt)
    {
        _uploads = uploads;
        Id = id;
        Owner = owner;
        StartedAt = LastUsedAt = startedAt;
    }

    /// <summary>A UUID, as the Docker registry API names uploads.</summary>
    public string Id { get; }

    /// <summary>Whose upload it is, in words that only the caller understands: an upload is found under the owner that began it.</summary>
    public string Owner { get; }

    /// <summary>How many bytes have been received.</summary>
    public long Length => Interlocked.Read(ref _length);

    /// <summary>By the machine's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    internal DateTimeOffset LastUsedAt { get; private set; }

    internal bool IsBusy
    {
        get
        {
            lock (_gate) return _busy;
        }
    }

    private bool IsOver
    {
        get
        {
            lock (_gate) return _over;
        }
    }

    /// <summary>How many bytes the shortest call of <see cref="AppendAsync"/> brought, the last one apart; the largest number when there was but one.</summary>
    public long ShortestInnerAppend { get; private set; } = long.MaxValue;

    /// <summary>
    /// Appends what a stream brings, to its end. When the stream fails, what came before stays, and the sender may go on from
    /// <see cref="Length"/>.
    /// </summary>
    /// <param name="source">The bytes.</param>
    /// <param name="from">Where the sender believes the upload to stand; null when it does not say.</param>
    /// <param name="cancellation">Gives up waiting for the stream.</param>
    /// <exception cref="BlobException">RangeMismatch, UploadBusy, UploadEnded or DiskFull.</exception>
    public async Task AppendAsync(Stream source, long? from = null, CancellationToken cancellation = default)
    {
        Begin();
        try
        {
            if (from is { } start && start != _length)
                throw new BlobException(BlobProblem.RangeMismatch, $"The chunk begins at {start}, and the upload stands at {_length}.");
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended.Token);
            ShortestInnerAppend = Math.Min(ShortestInnerAppend, _lastAppend);
            var before = _length;
            await CopyAsync(source, either.Token);
            _lastAppend = _length - before;
        }
        catch (OperationCanceledException) when (IsOver)
        {
            throw Ended();
        }
        finally
        {
            EndTurn();
        }
    }

    /// <summary>Makes the blob of it, which everybody can see from then on. The upload is over, also when this fails.</summary>
    /// <exception cref="BlobException">DigestMismatch, UploadBusy, UploadEnded or DiskFull.</exception>
    public async Task<BlobLease> FinishAsync(BlobDigest expected)
    {
        Begin();
        try
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _hash.GetHashAndReset(hash);
            var actual = BlobDigest.FromHash(hash);
            if (actual != expected)
                throw new BlobException(BlobProblem.DigestMismatch, $"The {_length} bytes received have the digest {actual}, not {expected}.");
            Open();
            return await _uploads.FinishAsync(this, _file, actual);
        }
        catch (IOException exception) when (BlobException.IsDiskFull(exception))
        {
            throw BlobException.OfFullDisk(_uploads.Folder.Path, exception);
        }
        finally
        {
            Cancel();
            EndTurn();
        }
    }

    /// <summary>Ends it and gives its bytes back; who is just sending some is told so.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (_over) return;
            _over = true;
        }
        _uploads.Remove(this);
        _ended.Cancel();
        lock (_gate)
        {
            if (!_busy) Discard();
        }
    }

    /// <inheritdoc cref="Cancel"/>
    public void Dispose() => Cancel();

    private async Task CopyAsync(Stream source, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var filled = 0;
        try
        {
            while (await source.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var count)
            {
                filled += count;
                if (filled < buffer.Length) continue;
                Write(buffer.AsSpan(0, filled));
                filled = 0;
            }
        }
        finally
        {
            // Also what had come when the stream failed: who goes on later need not send it again.
            if (filled > 0 && !IsOver) Write(buffer.AsSpan(0, filled));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Open();
            RandomAccess.Write(_file, bytes, _length);
            _hash.AppendData(bytes);
            Interlocked.Add(ref _length, bytes.Length);
        }
        catch (IOException exception) when (BlobException.IsDiskFull(exception))
        {
            Cancel();
            throw BlobException.OfFullDisk(_uploads.Folder.Path, exception);
        }
    }

    [MemberNotNull(nameof(_file))]
    private void Open() => _file ??= _uploads.Folder.NewUpload(Id);

    private void Begin()
    {
        lock (_gate)
        {
            if (_over) throw Ended();
            if (_busy) throw new BlobException(BlobProblem.UploadBusy, "Another request is sending bytes to this upload.");
            _busy = true;
        }
    }

    private void EndTurn()
    {
        lock (_gate)
        {
            _busy = false;
            LastUsedAt = _uploads.Machine.GetUtcNow();
            if (_over) Discard();
        }
    }

    private void Discard()
    {
        _hash.Dispose();
        _ended.Dispose();
        _file?.Dispose();
        if (_file is not null) _uploads.Folder.DiscardUpload(Id);
        _file = null;
    }

    private static BlobException Ended() => new(BlobProblem.UploadEnded, "The upload is over: it was finished, was cancelled, or took too long.");
}
