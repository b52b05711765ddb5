using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Orchestration.LoadBalancing.Routing;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Answers that a rule asks for, without a target.</summary>
internal static class OwnAnswers
{
    /// <summary>Of a Location; a longer one is an error.</summary>
    private const int LongestLocation = 8 * 1024;

    public static async Task RedirectAsync(AlbRequest request, Redirect redirect)
    {
        var location = redirect.LocationFor(request);
        if (location.Length > LongestLocation)
        {
            await ElbAnswer.Of(500).WriteAsync(request.Http);
            return;
        }
        request.RedirectedTo = location;
        request.Http.Response.Headers.Location = location;
        await ElbAnswer.Of(redirect.StatusCode).WriteAsync(request.Http);
    }

    public static async Task FixedAsync(AlbRequest request, FixedResponse fixedResponse)
    {
        var response = request.Http.Response;
        var body = Encoding.UTF8.GetBytes(fixedResponse.Body ?? "");
        response.StatusCode = fixedResponse.StatusCode;
        response.Headers.Server = ElbAnswer.Server;
        response.ContentType = fixedResponse.ContentType ?? "text/plain";
        if (fixedResponse.StatusCode is 204 or 304) return;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body);
    }
}
