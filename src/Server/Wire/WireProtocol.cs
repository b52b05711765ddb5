namespace Workbook.Server.Wire;

/// <summary>How a request is written, and hence its answer.</summary>
internal enum WireProtocol
{
    /// <summary>AWS JSON 1.0 and 1.1: POST /, the operation in <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>Smithy RPC v2 CBOR: POST /service/{prefix}/operation/{name}.</summary>
    Cbor,

    /// <summary>AWS Query: a form with <c>Action</c> and <c>Version</c>, answered in XML.</summary>
    Query,

    /// <summary>EC2's dialect of Query, which differs in lists and errors.</summary>
    Ec2,

    /// <summary>REST-JSON: method and path.</summary>
    RestJson,

    /// <summary>REST-XML: method and path.</summary>
    RestXml,
}
