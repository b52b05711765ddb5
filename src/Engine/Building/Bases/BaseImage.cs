using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Building.Bases;

/// <summary>An image of one layer, kept as files. The same machine makes the same bytes each time, so that registries keep them once.</summary>
internal sealed record BaseImage(string Repository, string Tag, string Folder)
{
    private const string ManifestFile = "manifest.json", ConfigFile = "config.json", LayerFile = "layer.tar.gz";

    public string Name => $"{Repository}:{Tag}";

    public byte[] Manifest => File.ReadAllBytes(In(ManifestFile));

    public string ConfigDigest => Digest.Of(File.ReadAllBytes(In(ConfigFile)));

    /// <summary>The files by their digests.</summary>
    public IReadOnlyDictionary<string, string> Blobs
    {
        get
        {
            var manifest = JsonSerializer.Deserialize(Manifest, BaseImageJson.Default.BaseManifest)!;
            return new Dictionary<string, string>(StringComparer.Ordinal) { [manifest.Config.Digest] = In(ConfigFile), [manifest.Layers[0].Digest] = In(LayerFile) };
        }
    }

    /// <summary>Takes the one that is kept, unless the machine has changed since; else makes it.</summary>
    public static async Task<BaseImage> MakeAsync(BaseRecipe recipe, string folder, CancellationToken cancellation)
    {
        var kind = recipe.Repository.Replace('/', '-');
        var place = Path.Combine(folder, $"{kind}-{KeyOf(recipe)}");
        var image = new BaseImage(recipe.Repository, recipe.Tag, place);
        if (Directory.Exists(place)) return image;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        Directory.CreateDirectory(draft);
        try
        {
            await (image with { Folder = draft }).WriteAsync(recipe, cancellation);
            // Somebody else may have made it in the meantime; theirs is the same.
            if (!Directory.Exists(place)) Directory.Move(draft, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // As above, a moment later.
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
        foreach (var old in Directory.GetDirectories(folder, $"{kind}-*").Where(each => each != place)) Directory.Delete(old, recursive: true);
        return image;
    }

    /// <summary>As <c>docker load</c> takes it; the file goes when it is closed.</summary>
    public async Task<Stream> ArchiveAsync(CancellationToken cancellation)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        await using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            SavedImage[] saved = [new(ConfigFile, [Name], [LayerFile])];
            using var list = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(saved, BaseImageJson.Default.SavedImageArray));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, ManifestFile) { DataStream = list }, cancellation);
            foreach (var name in new[] { ConfigFile, LayerFile }) await tar.WriteEntryAsync(In(name), name, cancellation);
        }
        file.Position = 0;
        return file;
    }

    private string In(string name) => Path.Combine(Folder, name);

    private async Task WriteAsync(BaseRecipe recipe, CancellationToken cancellation)
    {
        var diffId = await WriteLayerAsync(recipe, cancellation);
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new BaseConfig(MachineBases.Architecture, "linux", new(recipe.Environment), new("layers", [diffId])) { Created = DateTimeOffset.UnixEpoch }, BaseImageJson.Default.BaseConfig);
        await File.WriteAllBytesAsync(In(ConfigFile), config, cancellation);
        await using var layer = File.OpenRead(In(LayerFile));
        var layerDigest = BlobDigest.FromHash(await SHA256.HashDataAsync(layer, cancellation)).ToString();
        var manifest = new BaseManifest(
            2, ImageManifest.OciManifest,
            new("application/vnd.oci.image.config.v1+json", Digest.Of(config), config.Length),
            [new("application/vnd.oci.image.layer.v1.tar+gzip", layerDigest, layer.Length)]);
        await File.WriteAllBytesAsync(In(ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, BaseImageJson.Default.BaseManifest), cancellation);
    }

    /// <summary>Answers with the digest of the archive before it is compressed.</summary>
    private async Task<string> WriteLayerAsync(BaseRecipe recipe, CancellationToken cancellation)
    {
        using var digest = SHA256.Create();
        await using var file = File.Create(In(LayerFile));
        await using (var compressed = new GZipStream(file, CompressionLevel.Fastest))
        await using (var hashed = new CryptoStream(compressed, digest, CryptoStreamMode.Write))
        await using (var tar = new LayerWriter(hashed))
        {
            await tar.AddAsync(recipe, cancellation);
        }
        return BlobDigest.FromHash(digest.Hash).ToString();
    }

    private static string KeyOf(BaseRecipe recipe)
    {
        var text = new StringBuilder(string.Join('\n', recipe.Environment)).Append(LayerWriter.Version);
        foreach (var (path, target) in recipe.Links.OrderBy(link => link.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"\n{path} {target}");
        foreach (var (path, source) in recipe.Files)
        {
            var file = new FileInfo(source);
            text.Append(CultureInfo.InvariantCulture, $"\n{path} {source} {file.Length} {file.LastWriteTimeUtc:O}");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

internal sealed record BaseManifest(int SchemaVersion, string MediaType, BlobReference Config, IReadOnlyList<BlobReference> Layers);

internal sealed record BlobReference(string MediaType, string Digest, long Size);

internal sealed record BaseConfig(
    string Architecture,
    string Os,
    [property: JsonPropertyName("config")] BaseDefaults Defaults,
    [property: JsonPropertyName("rootfs")] BaseLayers Layers)
{
    public DateTimeOffset Created { get; init; }
}

internal sealed record BaseDefaults([property: JsonPropertyName("Env")] IReadOnlyList<string> Environment);

internal sealed record BaseLayers(string Type, [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds);

/// <summary>An image in an archive for <c>docker load</c>.</summary>
internal sealed record SavedImage(
    [property: JsonPropertyName("Config")] string Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string> Tags,
    [property: JsonPropertyName("Layers")] IReadOnlyList<string> Layers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BaseManifest))]
[JsonSerializable(typeof(BaseConfig))]
[JsonSerializable(typeof(SavedImage[]))]
internal sealed partial class BaseImageJson : JsonSerializerContext;
