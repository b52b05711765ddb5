using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// One handler for all AWS services on one port. It answers every request, whatever is sent: mistakes of the caller with
/// 4xx in the protocol's own form, faults of this product with a logged 500.
/// </summary>
/// <param name="services">The services served, each once.</param>
/// <param name="newRequestId">Mints the id of each request, a version 4 UUID in lower case.</param>
/// <param name="logger">Told of faults only.</param>
internal sealed partial class AwsEndpoint(IEnumerable<IServiceBinding> services, Func<string> newRequestId, ILogger<AwsEndpoint> logger)
{
    private readonly FrozenDictionary<string, IServiceBinding> _byTarget = services
        .Where(service => service.Service.TargetPrefix is not null)
        .ToFrozenDictionary(service => service.Service.TargetPrefix!, StringComparer.Ordinal);

    private readonly QueryFrontEnd _query = new(services);

    /// <summary>A <see cref="RequestDelegate"/>.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = newRequestId();
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        if (Dispatch.Of(http.Request) is not { } dispatch)
        {
            await NotFoundAsync(http);
            return;
        }

        using var body = WireBuffer.Rent();
        var call = new Call(dispatch.Protocol, requestId, dispatch.Operation) { Service = _byTarget.GetValueOrDefault(dispatch.Target) };
        try
        {
            await (dispatch.Protocol == WireProtocol.Query ? _query.InvokeAsync(http, call, body) : InvokeAsync(http, dispatch, call, body));
        }
        catch (ApiException error)
        {
            Fail(http, call, error, body);
        }
        catch (BadHttpRequestException error)
        {
            // The body broke off, came too slowly, or was not framed as announced.
            Fail(http, call, new("SerializationException", error.StatusCode, error.Message), body);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, call.Service?.Service.ServiceId ?? dispatch.Target, call.Operation, requestId);
            Fail(http, call, AwsErrors.Internal(), body);
        }
        var answer = body.Written();
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, CancellationToken.None);
    }

    internal static string JsonContentType(string version) => version == "1.0" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";

    private static async ValueTask InvokeAsync(HttpContext http, Dispatch dispatch, Call call, WireBuffer answer)
    {
        var service = call.Service;
        // AWS looks at the operation first, then at the signature, then at the body.
        var cbor = dispatch.Protocol == WireProtocol.Cbor;
        if (!cbor && dispatch.Protocol != WireProtocol.Json) throw AwsErrors.NotServed(Signature.Read(http.Request).Service);
        if (dispatch.Operation.Length == 0)
        {
            throw AwsErrors.UnknownOperation(cbor
                ? "The path is not /service/<service>/operation/<operation>."
                : "The request has no X-Amz-Target header, or one that names no operation.");
        }
        if (service is null) throw AwsErrors.UnknownOperation($"The service '{Shown(dispatch.Target)}' is not served by ECS Workbook.");
        if (!service.Service.Protocols.Contains(cbor ? "smithy-rpc-v2-cbor" : "json"))
            throw AwsErrors.UnknownOperation($"The service {service.Service.ServiceId} does not speak {(cbor ? "CBOR" : "AWS JSON")}.");
        var operation = service.Find(dispatch.Operation)
            ?? throw AwsErrors.UnknownOperation($"The service {service.Service.ServiceId} has no operation '{Shown(dispatch.Operation)}'.");
        if (!HttpMethods.IsPost(http.Request.Method)) throw AwsErrors.UnknownOperation($"{(cbor ? "CBOR" : "AWS JSON")} requests are sent with POST.");

        var signer = Signature.Read(http.Request);
        if (signer.Service != service.Service.SigningName)
            throw AwsErrors.InvalidSignature($"Credential should be scoped to correct service: '{service.Service.SigningName}'. ");

        var context = new RequestContext(signer.Scope, call.RequestId, signer.AccessKeyId, http.RequestAborted) { Host = http.Request.Host.Value ?? "" };
        var body = await RequestBody.ReadAsync(http, operation.BodyLimit);
        ValueTask done;
        try
        {
            // Returns as soon as the request is read, so that the server gets its buffer back before the service is waited for.
            done = RequestBody.IsCompressed(http.Request)
                ? Invoke(operation, cbor, RequestBody.Decompressed(body, operation.BodyLimit), context, answer)
                : Invoke(operation, cbor, body, context, answer);
        }
        finally
        {
            http.Request.BodyReader.AdvanceTo(body.End);
        }
        await done;
        http.Response.ContentType = cbor ? "application/cbor" : JsonContentType(service.Service.JsonVersion);
        if (cbor) http.Response.Headers["smithy-protocol"] = "rpc-v2-cbor";
    }

    private static ValueTask Invoke(Operation operation, bool cbor, in ReadOnlySequence<byte> body, RequestContext context, WireBuffer answer)
    {
        if (body.IsSingleSegment) return Invoke(operation, cbor, body.FirstSpan, context, answer);
        var length = (int)body.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(whole);
            return Invoke(operation, cbor, whole.AsSpan(0, length), context, answer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static ValueTask Invoke(Operation operation, bool cbor, ReadOnlySpan<byte> body, RequestContext context, WireBuffer answer) => cbor
        ? operation.InvokeCborAsync(body, context, answer.Cbor)
        : operation.InvokeJsonAsync(body, context, answer.Json);

    private static void Fail(HttpContext http, Call call, ApiException error, WireBuffer body)
    {
        body.Clear();
        var version = call.Service?.Service.JsonVersion ?? VersionOf(http.Request);
        var names = ErrorNames.Of(error, call.Protocol, call.Service?.Service.IsQueryCompatible == true);
        ErrorResponse.Write(http, call.Protocol, version, call.RequestId, names, QueryErrors.InDialect(error, call.Protocol), body);
    }

    // What AWS's servers answer, word for word, to what belongs to no protocol.
    private static Task NotFoundAsync(HttpContext http)
    {
        var text = "<UnknownOperationException/>\n"u8.ToArray();
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentLength = text.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.BodyWriter.WriteAsync(text, CancellationToken.None).AsTask();
    }

    private static string VersionOf(HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith("application/x-amz-json-1.0", StringComparison.OrdinalIgnoreCase) ? "1.0" : "1.1";

    // A name from the request, short enough to be shown.
    private static string Shown(string name) => name.Length <= 100 ? name : name[..100] + "...";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Service}.{Operation} failed; request {RequestId}.")]
        public static partial void Failed(ILogger logger, Exception error, string service, string operation, string requestId);
    }
}
