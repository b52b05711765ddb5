using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>
/// What a manifest says that a registry has to know: an image manifest or index of OCI 1.1 or of Docker's schema 2 (see
/// "Image manifest V 2, Schema 2" and the OCI image specification).
/// </summary>
/// <param name="Digest">Of the bytes.</param>
/// <param name="MediaType">What kind of manifest it is.</param>
/// <param name="ByteCount">How long it is.</param>
public sealed record ImageManifest(string Digest, string MediaType, int ByteCount)
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>4 MiB, as the API model has it.</summary>
    public const int LargestByteCount = 4 * 1024 * 1024;

    /// <summary>Null for indexes.</summary>
    public Descriptor? Config { get; init; }

    /// <summary>In the order of the manifest; foreign ones, which no registry keeps, are left out.</summary>
    public ValueList<Descriptor> Layers { get; init; } = [];

    /// <summary>What an index lists.</summary>
    public ValueList<Descriptor> Manifests { get; init; } = [];

    /// <summary>What this manifest is about; null for most.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>The manifest's artifact type, else its config's media type; null for indexes without one.</summary>
    public string? ArtifactType { get; init; }

    public ValueMap<string> Annotations { get; init; } = ValueMap<string>.Empty;

    public bool IsIndex => MediaType is OciIndex or DockerList;

    /// <summary>Reads a manifest.</summary>
    /// <param name="content">Its bytes, whose digest it gets.</param>
    /// <param name="mediaType">What the client says it is; null when it leaves that to the manifest.</param>
    /// <exception cref="ApiException">InvalidParameterException: it is no manifest, in ECR's words.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> content, string? mediaType)
    {
        if (content.Length > LargestByteCount) throw ImageRefusal.Manifest($"The manifest has more than {LargestByteCount} bytes");
        try
        {
            using var json = JsonDocument.Parse(content);
            return ManifestReader.Read(json.RootElement, Images.Digest.Of(content.Span), mediaType, content.Length);
        }
        catch (JsonException)
        {
            throw ImageRefusal.Manifest("Invalid JSON syntax");
        }
    }
}

/// <summary>How one piece of content names another.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest">Of its bytes.</param>
/// <param name="Size">In bytes.</param>
public sealed record Descriptor(string MediaType, string Digest, long Size);
