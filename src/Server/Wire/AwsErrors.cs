using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// The errors that every AWS service shares, in AWS's wording (see "Common errors" in any service's API reference). All
/// are the caller's fault and 4xx, which SDKs do not retry.
/// </summary>
internal static class AwsErrors
{
    /// <summary>Not 501 and not 5xx: clients would retry for minutes before they show the message.</summary>
    public static ApiException NotImplemented(string operation, string service) =>
        new("UnsupportedOperationException", 400, $"The operation {operation} of {service} is not implemented by ECS Workbook yet.");

    public static ApiException NotServed(string service) =>
        new("UnsupportedProtocolException", 400, $"The service {service} is not served by ECS Workbook yet.");

    public static ApiException UnknownOperation(string message) => new("UnknownOperationException", 400, message);

    public static ApiException Serialization(string message) => new("SerializationException", 400, message);

    public static ApiException MalformedQueryString() => new("MalformedQueryString", 404, "The query string contains a syntax error.");

    public static ApiException TooLarge(long limit) =>
        new("RequestEntityTooLargeException", 413, $"The request body is larger than the limit of {limit} bytes.");

    public static ApiException MissingToken() => new("MissingAuthenticationTokenException", 400, "Missing Authentication Token");

    public static ApiException IncompleteSignature(string message) => new("IncompleteSignatureException", 400, message);

    public static ApiException InvalidSignature(string message) => new("InvalidSignatureException", 400, message);

    public static ApiException InvalidToken() =>
        new("UnrecognizedClientException", 400, "The security token included in the request is invalid.");

    /// <summary>A fault of this product; the cause is in its log, not in the answer.</summary>
    public static ApiException Internal() => new("InternalFailure", 500, "The request processing has failed because of an internal error in ECS Workbook.");
}
