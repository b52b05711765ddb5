using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Takes a manifest's JSON apart. Members that nobody asks for are as they like.</summary>
internal static class ManifestReader
{
    public static ImageManifest Read(JsonElement json, string digest, string? claimed, int byteCount)
    {
        if (json.ValueKind != JsonValueKind.Object) throw ImageRefusal.Manifest("Invalid JSON syntax");
        if (!json.TryGetProperty("schemaVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var schema) || schema != 2)
            throw ImageRefusal.Manifest("Manifests of schema version 2 are supported only");
        var manifest = new ImageManifest(digest, MediaTypeOf(json, claimed), byteCount)
        {
            Subject = json.TryGetProperty("subject", out var subject) ? Descriptor(subject, "subject") : null,
            ArtifactType = Text(json, "artifactType"),
            Annotations = Annotations(json),
        };
        if (manifest.IsIndex) return manifest with { Manifests = List(json, "manifests") };
        if (!json.TryGetProperty("config", out var config)) throw ImageRefusal.Manifest("The manifest has no config");
        var described = Descriptor(config, "config");
        return manifest with { Config = described, Layers = List(json, "layers"), ArtifactType = manifest.ArtifactType ?? described.MediaType };
    }

    // OCI lets the member away where HTTP says it; Docker does not. Who says neither is known by what is in it.
    private static string MediaTypeOf(JsonElement json, string? claimed)
    {
        var own = Text(json, "mediaType");
        if (own is not null && claimed is not null && own != claimed)
            throw ImageRefusal.Manifest($"The media type {claimed} does not match the media type {own} of the manifest");
        var mediaType = own ?? claimed ?? (json.TryGetProperty("manifests", out _) ? ImageManifest.OciIndex : ImageManifest.OciManifest);
        return mediaType is ImageManifest.OciManifest or ImageManifest.OciIndex or ImageManifest.DockerManifest or ImageManifest.DockerList
            ? mediaType
            : throw ImageRefusal.Manifest($"The media type {mediaType} is not supported");
    }

    private static ValueList<Descriptor> List(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) throw ImageRefusal.Manifest($"The manifest has no {name}");
        return list.EnumerateArray().Where(each => !IsForeign(each)).Select(each => Descriptor(each, name)).ToValueList();
    }

    // Layers that may not be distributed are fetched from their own URLs.
    private static bool IsForeign(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("urls", out var urls) && urls.ValueKind == JsonValueKind.Array && urls.GetArrayLength() > 0;

    private static Descriptor Descriptor(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object) throw ImageRefusal.Manifest($"The manifest's {name} is not a descriptor");
        var digest = Text(json, "digest");
        if (!Digest.IsValid(digest)) throw ImageRefusal.Manifest($"The manifest's {name} has no valid digest");
        if (!json.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes) || bytes < 0)
            throw ImageRefusal.Manifest($"The manifest's {name} has no valid size");
        return new(Text(json, "mediaType") ?? "", digest!, bytes);
    }

    private static ValueMap<string> Annotations(JsonElement json)
    {
        if (!json.TryGetProperty("annotations", out var annotations) || annotations.ValueKind != JsonValueKind.Object) return ValueMap<string>.Empty;
        return new(annotations.EnumerateObject()
            .Where(each => each.Value.ValueKind == JsonValueKind.String)
            .Select(each => KeyValuePair.Create(each.Name, each.Value.GetString()!)));
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw ImageRefusal.Manifest($"The manifest's {name} is not a string");
    }
}
