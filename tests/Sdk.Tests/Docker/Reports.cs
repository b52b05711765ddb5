using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Workbook.Sdk.Tests.Docker;

/// <summary>Keeps what is reported, and lets a test wait for the next report that it is looking for.</summary>
internal sealed class Reports<T> : IProgress<T>
{
    private readonly ConcurrentQueue<T> _all = new();
    private readonly Channel<T> _coming = Channel.CreateUnbounded<T>();

    public IReadOnlyCollection<T> All => _all;

    public void Report(T value)
    {
        _all.Enqueue(value);
        _coming.Writer.TryWrite(value);
    }

    public async Task<T> NextAsync(Predicate<T> wanted)
    {
        while (true)
        {
            var next = await _coming.Reader.ReadAsync();
            if (wanted(next)) return next;
        }
    }
}
