using Microsoft.AspNetCore.Http;

namespace Workbook.Server.Wire;

/// <summary>
/// What a request asks for, found in the order that real clients need (one service may speak several protocols on one
/// path): the <c>smithy-protocol</c> header, <c>X-Amz-Target</c>, a form with <c>Action</c>, the credential scope with the
/// REST path.
/// </summary>
/// <param name="Protocol">How to read it and how to answer, also with an error.</param>
/// <param name="Target">The service's target prefix (JSON) or its name in the path (CBOR), else empty.</param>
/// <param name="Operation">The operation's name, where the head of the request tells.</param>
internal readonly record struct Dispatch(WireProtocol Protocol, string Target, string Operation)
{
    /// <summary>Null for what no AWS client sends, such as a browser's GET.</summary>
    public static Dispatch? Of(HttpRequest request)
    {
        if (request.Headers["smithy-protocol"] == "rpc-v2-cbor")
            return request.Path.Value!.Split('/') is ["", "service", var service, "operation", var name] ? new(WireProtocol.Cbor, service, name) : new(WireProtocol.Cbor, "", "");

        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0)
        {
            var dot = target.LastIndexOf('.');
            return dot < 0 ? new(WireProtocol.Json, "", target) : new(WireProtocol.Json, target[..dot], target[(dot + 1)..]);
        }

        // A JSON request that lacks its target gets an answer that its sender can read.
        var type = request.ContentType ?? "";
        if (type.StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase)) return new(WireProtocol.Json, "", "");

        // The operation of a form is in its body, which is not read before somebody can understand it.
        var isForm = type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        if (isForm || request.Query.ContainsKey("Action")) return new(WireProtocol.Query, "", request.Query["Action"].ToString());

        // Which REST service it is will be told by the credential scope. Until then XML, which is what S3 speaks.
        if (!Signature.IsPresent(request)) return null;
        return new(type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) ? WireProtocol.RestJson : WireProtocol.RestXml, "", "");
    }
}
