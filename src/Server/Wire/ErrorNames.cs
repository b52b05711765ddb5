using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// What an error is called where a service that once spoke Query alone answers in another protocol. CloudWatch's
/// InvalidParameterValueException is such a type, and its code in Query is InvalidParameterValue; clients catch by either.
/// </summary>
/// <param name="Type">The shape, in the body's <c>__type</c>.</param>
/// <param name="QueryCode">The code in Query, in the header <c>x-amzn-query-error</c>.</param>
internal readonly record struct ErrorNames(string Type, string QueryCode)
{
    public static ErrorNames Of(ApiException error, WireProtocol protocol, bool queryCompatible)
    {
        if (!queryCompatible || protocol is not (WireProtocol.Json or WireProtocol.Cbor)) return new(error.Code, error.Code);
        // Errors that no service declares have two names as well: ValidationError is the framework's ValidationException.
        return error.Code is "ValidationError" ? new("ValidationException", error.Code)
            : new(error.Shape, QueryErrors.InDialect(error, WireProtocol.Query).Code);
    }
}
