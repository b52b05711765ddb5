using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Workbook.Web.Pages;

namespace Workbook.Web.Channels;

/// <summary>Takes the connections of pages.</summary>
internal static class PageSocket
{
    /// <param name="http">The request for it.</param>
    /// <param name="page">The address of the page whose connection it is.</param>
    /// <param name="serve">Serves it until the page goes away.</param>
    public static async Task ServeAsync(HttpContext http, string page, Func<WebSocket, Task> serve)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await NoticePage.WriteAsync(http, "This address is for the page's own connection", $"Open <a href=\"{page}\">the page</a> instead.");
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await serve(socket);
    }
}
