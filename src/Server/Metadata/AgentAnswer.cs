using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Workbook.Server.Metadata;

/// <summary>What the endpoint answers, in the forms that the agent has for it.</summary>
internal sealed record AgentAnswer(int Status, string ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions AsNamed = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new AgentTimeConverter() },
    };

    private static readonly JsonSerializerOptions AsDockerNames = new(AsNamed) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What the agent's router answers to a path that it does not know.</summary>
    public static AgentAnswer NoSuchPath { get; } = new(404, "text/plain; charset=utf-8", "404 page not found\n"u8.ToArray());

    public static AgentAnswer NoSuchMethod { get; } = new(405, "text/plain; charset=utf-8", []);

    public static AgentAnswer Json<T>(T body, int status = 200) => new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body, AsNamed));

    /// <summary>In the member names of the Docker Engine API, such as <c>cpu_stats</c>.</summary>
    public static AgentAnswer Stats<T>(T body) => new(200, "application/json", JsonSerializer.SerializeToUtf8Bytes(body, AsDockerNames));

    /// <summary>The agent writes errors of metadata as a JSON string.</summary>
    public static AgentAnswer Error(int status, string message) => Json(message, status);

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body);
    }
}
