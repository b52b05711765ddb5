namespace Worker;

/// <summary>SQS where QUEUE_URL names a queue, else one in memory.</summary>
internal static class QueueChoice
{
    public static IQueue OfEnvironment()
    {
        if (Environment.GetEnvironmentVariable("QUEUE_URL") is not { Length: > 0 } url) return new MemoryQueue();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var queue))
        {
            Console.Error.WriteLine($"QUEUE_URL is '{url}', which is not the address of a queue.");
            Environment.Exit(2);
        }
        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_SQS") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        return new SqsQueue(queue!, endpoint is { Length: > 0 } ? new Uri(endpoint) : new Uri(queue!, "/"));
    }
}
