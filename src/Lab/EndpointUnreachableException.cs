namespace Workbook;

/// <summary>There is no AWS to talk to; the message says what to type.</summary>
public sealed class EndpointUnreachableException : Exception
{
    public EndpointUnreachableException(string message, Exception? inner = null) : base(message, inner) { }

    internal static EndpointUnreachableException NobodyAnswers(Uri endpoint, Exception inner) => new(
        endpoint.IsLoopback
            ? $"Nobody answers at {endpoint}. Type `./workbook start` in a terminal of its own and leave it running, then try again."
            : $"Nobody answers at {endpoint}. Check AWS_ENDPOINT_URL; without it, the workbook on this machine is used (`./workbook start`).",
        inner);
}
