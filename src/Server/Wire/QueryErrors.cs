using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// What the two dialects of Query answer to a form that cannot be read, and how they call the errors that all services
/// share: without the "Exception" that JSON services append, and mostly with 403 where those have 400 (see "Common errors"
/// in the API reference of any Query service, and "Error codes" in that of EC2).
/// </summary>
internal static class QueryErrors
{
    public static ApiException MissingAction(bool ec2) => ec2
        ? new("MissingParameter", 400, "The request must contain the parameter Action")
        : new("MissingAction", 400, "The request is missing an action or a required parameter.");

    public static ApiException InvalidAction(bool ec2, string action, string version) => ec2
        ? new("InvalidAction", 400, $"The action {Shown(action)} is not valid for this web service.")
        : new("InvalidAction", 400, $"Could not find operation {Shown(action)} for version {(version.Length == 0 ? "NO_VERSION_SPECIFIED" : Shown(version))}");

    public static ApiException NoSuchVersion(string version) =>
        new("NoSuchVersion", 400, $"The requested version ({Shown(version)}) of service AmazonEC2 does not exist");

    /// <summary>The value, or null for what has parameters below it, is not of the type that the model gives it.</summary>
    public static ApiException Mismatch(QueryForm form, string name, string? value, string expected) => form.IsEc2
        ? new("InvalidParameterValue", 400, $"Value ({Shown(value)}) for parameter {Shown(name)} is invalid. Expected {Article(expected)} {expected.ToLowerInvariant()}.")
        : new("MalformedInput", 400, value is null
            ? $"Start of structure or map found where not expected: '{Shown(name)}'."
            : $"Value '{Shown(value)}' at '{Shown(name)}' can not be converted to {Article(expected)} {expected}");

    /// <summary>Something else stands where an element of a list has its number.</summary>
    public static ApiException NoNumber(QueryForm form, string name) => form.IsEc2
        ? new("UnknownParameter", 400, $"The parameter {Shown(name)} is not recognized")
        : new("MalformedInput", 400, $"Key '{Shown(name)}' does not number an element of a list.");

    public static ApiException TooDeep(QueryForm form) =>
        new(form.IsEc2 ? "InvalidParameterValue" : "MalformedInput", 400, $"Parameters are nested more than {QueryInput.MaxDepth} deep.");

    /// <summary>The error under the name and status that a Query service has for it.</summary>
    public static ApiException InDialect(ApiException error, WireProtocol protocol)
    {
        if (protocol is not (WireProtocol.Query or WireProtocol.Ec2)) return error;
        var ec2 = protocol == WireProtocol.Ec2;
        return error.Code switch
        {
            "MissingAuthenticationTokenException" => new("MissingAuthenticationToken", 403, error.Message),
            "IncompleteSignatureException" => new("IncompleteSignature", 400, error.Message),
            "InvalidSignatureException" => ec2 ? new("AuthFailure", 401, error.Message) : new("SignatureDoesNotMatch", 403, error.Message),
            "UnrecognizedClientException" => ec2 ? new("AuthFailure", 401, error.Message) : new("InvalidClientTokenId", 403, error.Message),
            "RequestEntityTooLargeException" => new("RequestEntityTooLarge", error.Status, error.Message),
            "SerializationException" => new("MalformedInput", error.Status, error.Message),
            "UnsupportedOperationException" => new("UnsupportedOperation", error.Status, error.Message),
            "InternalFailure" when ec2 => new("InternalError", error.Status, error.Message),
            _ => error,
        };
    }

    private static string Article(string type) => type == "Integer" ? "an" : "a";

    // A megabyte of what was sent is not sent back.
    private static string Shown(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200] + "...";
}
