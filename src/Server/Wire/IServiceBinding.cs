namespace Workbook.Server.Wire;

/// <summary>One AWS service as the endpoint sees it; generated from the API model.</summary>
internal interface IServiceBinding
{
    ServiceDescription Service { get; }

    /// <summary>All operations of the model, also those that are not implemented.</summary>
    IReadOnlyList<string> OperationNames { get; }

    /// <summary>The operation of that name (<c>CreateCluster</c>), or null when the model has none.</summary>
    Operation? Find(ReadOnlySpan<char> name);
}

/// <summary>How requests to a service are recognised.</summary>
internal sealed class ServiceDescription
{
    /// <summary>Such as <c>Elastic Load Balancing v2</c>.</summary>
    public required string ServiceId { get; init; }

    /// <summary>The service in the credential scope, such as <c>elasticloadbalancing</c>.</summary>
    public required string SigningName { get; init; }

    /// <summary>The date that the Query protocol sends as <c>Version</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>What precedes the dot in <c>X-Amz-Target</c>; null for services that have no AWS JSON.</summary>
    public required string? TargetPrefix { get; init; }

    /// <summary><c>1.0</c> or <c>1.1</c>.</summary>
    public required string JsonVersion { get; init; }

    public required string? XmlNamespace { get; init; }

    /// <summary>
    /// Whether the service once spoke Query alone: in its other protocols it then tells each error under two names, that of
    /// its shape and, in <c>x-amzn-query-error</c>, the code that it has in Query.
    /// </summary>
    public bool IsQueryCompatible { get; init; }

    /// <summary>As the model calls them: <c>json</c>, <c>query</c>, <c>smithy-rpc-v2-cbor</c>, …</summary>
    public required IReadOnlyList<string> Protocols { get; init; }
}
