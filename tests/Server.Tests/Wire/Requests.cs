using System.Text.Json;

namespace Workbook.Server.Tests.Wire;

/// <summary>Makes requests out of the API model.</summary>
internal static class Requests
{
    /// <summary>A request with the required members only, which breaks no constraint.</summary>
    public static byte[] Minimal(string operation) => Make(operation, everything: false);

    /// <summary>A request with all members of all shapes; shapes that contain themselves end there.</summary>
    public static byte[] Complete(string operation) => Make(operation, everything: true);

    /// <summary>Whatever the shape asks for, as JSON.</summary>
    public static void Write(Utf8JsonWriter json, string name, bool everything, Stack<string> inside)
    {
        var shape = Model.Ecs.GetProperty("shapes").GetProperty(name);
        var least = shape.TryGetProperty("min", out var min) ? min.GetDouble() : 0;
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                inside.Push(name);
                var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet() : [];
                json.WriteStartObject();
                if (shape.TryGetProperty("members", out var members))
                {
                    foreach (var member in members.EnumerateObject().Where(member => everything || required.Contains(member.Name)))
                    {
                        var target = member.Value.GetProperty("shape").GetString()!;
                        if (inside.Contains(target)) continue;
                        json.WritePropertyName(member.Name);
                        Write(json, target, everything, inside);
                    }
                }
                json.WriteEndObject();
                inside.Pop();
                break;
            case "list":
                json.WriteStartArray();
                var element = shape.GetProperty("member").GetProperty("shape").GetString()!;
                for (var i = 0; i < Math.Max(least, 1) && !inside.Contains(element); i++) Write(json, element, everything, inside);
                json.WriteEndArray();
                break;
            case "map":
                json.WriteStartObject();
                json.WritePropertyName("a key");
                Write(json, shape.GetProperty("value").GetProperty("shape").GetString()!, everything, inside);
                json.WriteEndObject();
                break;
            case "string":
                json.WriteStringValue(shape.TryGetProperty("enum", out var values) ? values[0].GetString() : new string('x', Math.Max((int)least, 3)));
                break;
            case "integer" or "long":
                json.WriteNumberValue((long)Math.Max(least, 1));
                break;
            case "double":
                json.WriteNumberValue(Math.Max(least, 1.5));
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "timestamp":
                json.WriteNumberValue(1_700_000_000.25m);
                break;
            case "document":
                json.WriteRawValue("{\"any\":[1,\"two\",null]}");
                break;
            default:
                throw new NotSupportedException(shape.GetProperty("type").GetString());
        }
    }

    private static byte[] Make(string operation, bool everything)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Write(json, Model.Ecs.GetProperty("operations").GetProperty(operation).GetProperty("input").GetString()!, everything, []);
        return stream.ToArray();
    }
}
