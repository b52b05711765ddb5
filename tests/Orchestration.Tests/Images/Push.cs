using System.Text;
using System.Text.Json;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>A registry to try things on: pushes as a client does, layers first.</summary>
internal sealed class Push
{
    public static readonly AccountRegion Scope = new("123456789012", "eu-central-1");

    public const string Principal = "arn:aws:iam::123456789012:root";

    public World World { get; set; } = new(Scope);

    public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public Push With(string name, Func<EcrRepository, EcrRepository>? change = null)
    {
        var repository = new EcrRepository(name, Now);
        World = World.Put(change?.Invoke(repository) ?? repository);
        return this;
    }

    public static string Sha(string content) => Digest.Of(Encoding.UTF8.GetBytes(content));

    /// <summary>A layer whose content is its name; of as many bytes as the name has letters.</summary>
    public void Layer(string repository, string content) => World = LayerUploaded.Apply(World, repository, Sha(content), content.Length, Now);

    /// <summary>An image with a config and layers that are uploaded first.</summary>
    public EcrImage Image(string repository, string? tag, params string[] layers)
    {
        Layer(repository, "config");
        foreach (var layer in layers) Layer(repository, layer);
        return Put(repository, Manifest(layers), tag);
    }

    public EcrImage Index(string repository, string? tag, params string[] digests) => Put(repository, IndexOf(digests), tag);

    public EcrImage Put(string repository, ImageManifest manifest, string? tag)
    {
        (World, var image, _) = PutImage.Apply(World, repository, manifest, tag, null, Now);
        return image;
    }

    public static ImageManifest Manifest(params string[] layers) => Parse(ManifestJson(layers));

    public static string ManifestJson(params string[] layers) => JsonSerializer.Serialize(new
    {
        schemaVersion = 2,
        mediaType = ImageManifest.DockerManifest,
        config = Describe("application/vnd.docker.container.image.v1+json", "config"),
        layers = layers.Select(each => Describe("application/vnd.docker.image.rootfs.diff.tar.gzip", each)),
    });

    public static ImageManifest IndexOf(params string[] digests) => Parse(JsonSerializer.Serialize(new
    {
        schemaVersion = 2,
        mediaType = ImageManifest.OciIndex,
        manifests = digests.Select(each => new { mediaType = ImageManifest.OciManifest, digest = each, size = 7 }),
    }));

    public static ImageManifest SignatureOf(string subject) => Parse(JsonSerializer.Serialize(new
    {
        schemaVersion = 2,
        mediaType = ImageManifest.OciManifest,
        artifactType = "application/vnd.example.signature",
        config = Describe("application/vnd.oci.empty.v1+json", "config"),
        layers = Array.Empty<object>(),
        subject = new { mediaType = ImageManifest.OciManifest, digest = subject, size = 7 },
        annotations = new Dictionary<string, string> { ["by"] = "me" },
    }));

    public static ImageManifest Parse(string json, string? mediaType = null) => ImageManifest.Parse(Encoding.UTF8.GetBytes(json), mediaType);

    private static object Describe(string mediaType, string content) => new { mediaType, digest = Sha(content), size = content.Length };
}
