using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Engine.Images;

/// <summary>What an image says of the containers to be made of it (the OCI image specification's "Image Configuration").</summary>
/// <param name="Architecture">Such as <c>amd64</c>.</param>
/// <param name="EntryPoint">Empty for none.</param>
/// <param name="Command">Empty for none.</param>
/// <param name="Labels">By name.</param>
internal sealed record ImageConfig(string? Architecture, IReadOnlyList<string> EntryPoint, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Such as <c>APP_VERSION=2</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Such as <c>8080/tcp</c>.</summary>
    public IReadOnlyCollection<string> ExposedPorts { get; init; } = [];

    /// <summary>Null for content that is no such config: what an artifact has in its place.</summary>
    public static ImageConfig? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(content) is { } read
                ? new(read.Architecture, read.Config?.EntryPoint ?? [], read.Config?.Command ?? [], read.Config?.Labels ?? [])
                {
                    Environment = read.Config?.Environment ?? [],
                    ExposedPorts = read.Config?.ExposedPorts?.Keys ?? (IReadOnlyCollection<string>)[],
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Content(
        [property: JsonPropertyName("architecture")] string? Architecture,
        [property: JsonPropertyName("config")] Container? Config);

    private sealed record Container(
        [property: JsonPropertyName("Entrypoint")] IReadOnlyList<string>? EntryPoint,
        [property: JsonPropertyName("Cmd")] IReadOnlyList<string>? Command,
        [property: JsonPropertyName("Labels")] Dictionary<string, string>? Labels,
        [property: JsonPropertyName("Env")] IReadOnlyList<string>? Environment,
        [property: JsonPropertyName("ExposedPorts")] Dictionary<string, JsonElement>? ExposedPorts);
}
