using System.Threading.Channels;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Runtimes.Simulated;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>Datagrams to a simulated container, which come back as they are as long as it runs. Like a network, it loses what is too much.</summary>
internal sealed class DatagramEcho(SimulatedContainer container) : IDatagrams
{
    private const int MostWaiting = 256;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation)
    {
        if (!container.HasEnded && !container.Conduct.Hangs) _waiting.Writer.TryWrite(datagram.ToArray());
        return ValueTask.CompletedTask;
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var datagram = await _waiting.Reader.ReadAsync(cancellation);
        // What is longer than the buffer is cut off, as sockets do it.
        var length = Math.Min(datagram.Length, buffer.Length);
        datagram.AsMemory(0, length).CopyTo(buffer);
        return length;
    }

    public void Dispose() => _waiting.Writer.TryComplete();
}
