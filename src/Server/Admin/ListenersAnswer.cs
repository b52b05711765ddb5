using System.Text.Json;
using Workbook.Server.LoadBalancing;

namespace Workbook.Server.Admin;

/// <summary>The answer of <c>GET listeners</c>: where the listeners of load balancers can be reached.</summary>
internal static class ListenersAnswer
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListenerStatus> listeners)
    {
        json.WriteStartArray("listeners");
        foreach (var each in listeners)
        {
            json.WriteStartObject();
            json.WriteString("listenerArn", each.ListenerArn);
            json.WriteString("protocol", each.Protocol);
            json.WriteString("address", each.Address);
            json.WriteNumber("port", each.Port);
            json.WriteString("url", each.Url);
            if (each.Note is { } note) json.WriteString("note", note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
