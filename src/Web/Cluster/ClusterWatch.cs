using System.Threading.Channels;

namespace Workbook.Web.Cluster;

/// <summary>
/// One page that looks at the cluster, and what it has not been sent yet. Who reads so slowly that much waits is sent the whole map again instead, so
/// that nothing piles up.
/// </summary>
internal sealed class ClusterWatch
{
    private const int MostWaiting = 64;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>What to send next, in order.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Waiting => _waiting.Reader;

    /// <summary>Whether it needs the whole map, because it is new or has missed something.</summary>
    public bool NeedsAll { get; private set; } = true;

    /// <summary>A change; nothing to who needs all anyway.</summary>
    public void Tell(ReadOnlyMemory<byte> update)
    {
        if (!NeedsAll) NeedsAll = !_waiting.Writer.TryWrite(update);
    }

    /// <summary>The whole map.</summary>
    public void TellAll(ReadOnlyMemory<byte> map) => NeedsAll = !_waiting.Writer.TryWrite(map);

    /// <summary>An answer, which only this page has asked for.</summary>
    public ValueTask AnswerAsync(ReadOnlyMemory<byte> answer, CancellationToken cancellation) => _waiting.Writer.WriteAsync(answer, cancellation);
}
