namespace Workbook.Server.Wire;

/// <summary>What is known of a request so far; its answer depends on it, also when it is an error.</summary>
internal sealed class Call(WireProtocol protocol, string requestId, string operation)
{
    public WireProtocol Protocol { get; set; } = protocol;

    public string RequestId { get; } = requestId;

    /// <summary>As the request calls it, whether or not there is one of that name.</summary>
    public string Operation { get; set; } = operation;

    public IServiceBinding? Service { get; set; }
}
