using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Workbook.Server.Tests.Wire;

/// <summary>Requests of the Query protocols as raw bytes, and their answers.</summary>
internal static class Forms
{
    public static HttpRequestMessage Post(string service, string body) => Post(service, Encoding.UTF8.GetBytes(body));

    public static HttpRequestMessage Post(string service, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        return Signed(request, service);
    }

    public static HttpRequestMessage Get(string service, string query) => Signed(new HttpRequestMessage(HttpMethod.Get, "/?" + query), service);

    public static HttpRequestMessage Signed(HttpRequestMessage request, string service)
    {
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Http.Signed.Replace("/ecs/", $"/{service}/", StringComparison.Ordinal));
        return request;
    }

    /// <summary>An error's code and message, in whichever dialect; a text that is no XML fails here.</summary>
    public static (string Code, string Message) Error(this Answer answer)
    {
        var error = XDocument.Parse(answer.Body).Descendants("Error").Single();
        return (error.Element("Code")!.Value, error.Element("Message")!.Value);
    }
}
