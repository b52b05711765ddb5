using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Worker;

/// <summary>
/// A queue of Amazon SQS, over its JSON protocol (see "Amazon SQS API Reference"). The AWS SDK does the same and more; this is all of
/// it that a worker needs, and it shows what goes over the wire.
/// </summary>
/// <param name="queue">QUEUE_URL.</param>
/// <param name="endpoint">Where SQS is.</param>
internal sealed class SqsQueue(Uri queue, Uri endpoint) : IQueue
{
    private const int WaitSeconds = 20, Most = 10;

    // Longer than SQS holds an answer back while the queue is empty.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(WaitSeconds + 10) };
    private readonly AwsSigner _signer = AwsSigner.OfEnvironment("sqs");

    public string Name => queue.ToString();

    public async Task<IReadOnlyList<Message>> ReceiveAsync(CancellationToken cancellation)
    {
        var answer = await CallAsync("ReceiveMessage", new() { ["MaxNumberOfMessages"] = Most, ["WaitTimeSeconds"] = WaitSeconds }, cancellation);
        return [.. (answer["Messages"]?.AsArray() ?? []).Select(message => new Message((string)message!["MessageId"]!, (string)message["Body"]!, (string)message["ReceiptHandle"]!))];
    }

    public Task DeleteAsync(Message message, CancellationToken cancellation) => CallAsync("DeleteMessage", new() { ["ReceiptHandle"] = message.Receipt }, cancellation);

    private async Task<JsonObject> CallAsync(string operation, JsonObject body, CancellationToken cancellation)
    {
        body["QueueUrl"] = queue.ToString();
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", $"AmazonSQS.{operation}");
        await _signer.SignAsync(request, bytes, TimeProvider.System.GetUtcNow(), cancellation);
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode) throw new QueueException($"{operation}: {(int)response.StatusCode} {text}");
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        }
        catch (JsonException error)
        {
            throw new QueueException($"{operation}: {error.Message}");
        }
    }
}
