using System.Threading.Channels;

namespace Workbook.Web.Channels;

/// <summary>Wakes the one who waits. However often it is rung meanwhile, that counts once.</summary>
internal sealed class Bell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Completes when it is rung, or was since it was heard last.</summary>
    public Task HearAsync(CancellationToken cancellation) => _rung.Reader.ReadAsync(cancellation).AsTask();
}
