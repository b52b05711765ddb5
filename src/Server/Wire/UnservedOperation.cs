using System.Text.Json;

namespace Workbook.Server.Wire;

/// <summary>An operation of the model that nothing handles yet: it answers with an error that names it.</summary>
internal sealed class UnservedOperation(string name, string service) : Operation(name)
{
    public override ValueTask InvokeJsonAsync(ReadOnlySpan<byte> body, RequestContext context, Utf8JsonWriter response) =>
        throw AwsErrors.NotImplemented(Name, service);

    public override ValueTask InvokeCborAsync(ReadOnlySpan<byte> body, RequestContext context, CborOutput response) =>
        throw AwsErrors.NotImplemented(Name, service);

    public override ValueTask InvokeQueryAsync(QueryForm form, RequestContext context, XmlOutput response) =>
        throw AwsErrors.NotImplemented(Name, service);
}
