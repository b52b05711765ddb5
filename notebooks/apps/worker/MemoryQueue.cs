namespace Worker;

/// <summary>Work without end, for trying the worker out by itself.</summary>
internal sealed class MemoryQueue : IQueue
{
    private int _count;

    public string Name => "a queue in memory (set QUEUE_URL for one of SQS)";

    public async Task<IReadOnlyList<Message>> ReceiveAsync(CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        var id = (++_count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return [new(id, $"order {id}", id)];
    }

    public Task DeleteAsync(Message message, CancellationToken cancellation) => Task.CompletedTask;
}
