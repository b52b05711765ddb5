using System.Security;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>Renders an error in the form that the request's protocol has for errors.</summary>
internal static class ErrorResponse
{
    // Messages quote what was sent, so that it can be found; a name of a megabyte is not sent back whole.
    private const int LongestMessage = 4096;

    /// <summary>Writes body, status and headers; the caller sends them.</summary>
    public static void Write(HttpContext http, WireProtocol protocol, string jsonVersion, string requestId, ErrorNames names, ApiException error, WireBuffer body)
    {
        var response = http.Response;
        var message = Shortened(error.Message);
        response.StatusCode = error.Status;
        switch (protocol)
        {
            case WireProtocol.Json:
            case WireProtocol.RestJson:
                response.ContentType = protocol == WireProtocol.Json ? AwsEndpoint.JsonContentType(jsonVersion) : "application/json";
                response.Headers["x-amzn-ErrorType"] = names.Type;
                QueryMode(http, names, error);
                body.Json.WriteStartObject();
                if (protocol == WireProtocol.Json) body.Json.WriteString("__type"u8, names.Type);
                body.Json.WriteString("message"u8, message);
                body.Json.WriteEndObject();
                break;
            case WireProtocol.Cbor:
                response.ContentType = "application/cbor";
                response.Headers["smithy-protocol"] = "rpc-v2-cbor";
                QueryMode(http, names, error);
                WriteCbor(names.Type, message, body.Cbor);
                break;
            case WireProtocol.Query:
                WriteXml(response, body, $"<ErrorResponse><Error><Type>{Fault(error)}</Type><Code>{Xml(error.Code)}</Code><Message>{Xml(message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>");
                break;
            case WireProtocol.Ec2:
                WriteXml(response, body, $"<Response><Errors><Error><Code>{Xml(error.Code)}</Code><Message>{Xml(message)}</Message></Error></Errors><RequestID>{requestId}</RequestID></Response>");
                break;
            case WireProtocol.RestXml:
                WriteXml(response, body, $"<Error><Code>{Xml(error.Code)}</Code><Message>{Xml(message)}</Message><RequestId>{requestId}</RequestId></Error>");
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{protocol} has no form for errors.");
        }
    }

    private static string Shortened(string message)
    {
        if (message.Length <= LongestMessage) return message;
        var length = char.IsHighSurrogate(message[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage;
        return string.Concat(message.AsSpan(0, length), "...");
    }

    private static string Fault(ApiException error) => error.Status < 500 ? "Sender" : "Receiver";

    // XML 1.0 has no way to write most control characters, and messages quote what the caller sent.
    private static string Xml(string text) =>
        SecurityElement.Escape(string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '?')));

    private static void WriteXml(HttpResponse response, WireBuffer body, string xml)
    {
        response.ContentType = "text/xml";
        Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n", body.Bytes);
    }

    private static void WriteCbor(string type, string message, CborOutput cbor)
    {
        cbor.WriteStartObject();
        cbor.Member("__type"u8, type);
        cbor.Member("message"u8, message);
        cbor.WriteEndObject();
    }

    private static void QueryMode(HttpContext http, ErrorNames names, ApiException error)
    {
        if (http.Request.Headers["x-amzn-query-mode"] == "true") http.Response.Headers["x-amzn-query-error"] = $"{names.QueryCode};{Fault(error)}";
    }
}
