namespace Worker;

/// <summary>Where work comes from.</summary>
internal interface IQueue
{
    string Name { get; }

    /// <summary>Waits for some messages; none when there were none for a while.</summary>
    Task<IReadOnlyList<Message>> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Says that one is done with.</summary>
    Task DeleteAsync(Message message, CancellationToken cancellation);
}

/// <param name="Receipt">What it is deleted with.</param>
internal sealed record Message(string Id, string Body, string Receipt);

/// <summary>The queue refuses.</summary>
internal sealed class QueueException(string message) : Exception(message);
