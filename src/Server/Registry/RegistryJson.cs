using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Server.Registry;

/// <summary>The JSON of the OCI distribution specification.</summary>
internal static class RegistryJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Quotes in messages stay readable: clients show them as they are, and no browser takes this for HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

internal sealed record ErrorList(IReadOnlyList<ErrorEntry> Errors);

internal sealed record ErrorEntry(string Code, string Message, object? Detail);

internal sealed record TagList(string Name, IReadOnlyList<string> Tags);

internal sealed record RepositoryList(IReadOnlyList<string> Repositories);

internal sealed record ReferrerIndex(int SchemaVersion, string MediaType, IReadOnlyList<ReferrerEntry> Manifests);

internal sealed record ReferrerEntry(string MediaType, string Digest, long Size, string? ArtifactType, IReadOnlyDictionary<string, string>? Annotations);
