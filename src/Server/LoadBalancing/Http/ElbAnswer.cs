using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>What an Application Load Balancer answers by itself.</summary>
internal sealed class ElbAnswer
{
    public const string Server = "awselb/2.0";

    private static readonly FrozenDictionary<int, ElbAnswer> All = new (int Status, string Phrase)[]
    {
        (301, "Moved Permanently"), (302, "Found"), (400, "Bad Request"), (405, "Not Allowed"), (408, "Request Time-out"), (413, "Request Entity Too Large"),
        (414, "Request-URI Too Large"), (460, ""), (463, ""), (464, ""), (500, "Internal Server Error"), (501, "Not Implemented"), (502, "Bad Gateway"),
        (503, "Service Temporarily Unavailable"), (504, "Gateway Time-out"),
    }.ToFrozenDictionary(each => each.Status, each => new ElbAnswer(each.Status, each.Phrase));

    private readonly string _phrase;
    private readonly byte[] _body;

    private ElbAnswer(int status, string phrase)
    {
        Status = status;
        _phrase = phrase;
        var title = $"{status} {phrase}".TrimEnd();
        // Codes of its own have no body.
        _body = phrase.Length == 0 ? [] : Encoding.ASCII.GetBytes(
            $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    public int Status { get; }

    public static ElbAnswer Of(int status) => All[status];

    /// <summary>Writes it as the answer to a request, of which nothing has been answered yet.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = _phrase;
        response.Headers.Server = Server;
        response.ContentLength = _body.Length;
        if (_body.Length == 0) return;
        response.ContentType = "text/html";
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(_body);
    }

    /// <summary>The whole answer to something that is no request, after which the connection is closed.</summary>
    public byte[] ToBytes(DateTimeOffset now) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} {_phrase}\r\nServer: {Server}\r\nDate: {now:R}\r\nContent-Type: text/html\r\nContent-Length: {_body.Length}\r\nConnection: close\r\n\r\n"),
        .. _body,
    ];
}
