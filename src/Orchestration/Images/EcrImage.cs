using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>What a repository knows of one manifest: an image, an index of images, or another artifact. The bytes are in the blob store.</summary>
/// <param name="RepositoryName">Whose it is.</param>
/// <param name="Digest">Of the manifest, <c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="MediaType">Of the manifest.</param>
/// <param name="ManifestSize">In bytes.</param>
/// <param name="PushedAt">When its manifest came.</param>
public sealed record EcrImage(string RepositoryName, string Digest, string MediaType, long ManifestSize, DateTimeOffset PushedAt)
{
    public string Key => KeyOf(RepositoryName, Digest);

    /// <summary>In ordinal order, each only here within the repository.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>What DescribeImages calls <c>artifactMediaType</c>: the manifest's artifact type, else its config's media type; null for indexes without one.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>In bytes: layers and config as they are stored, compressed; of an index its largest manifest.</summary>
    public long Size { get; init; }

    /// <summary>The digest of the config; null for indexes.</summary>
    public string? Config { get; init; }

    /// <summary>Digests of the layers in order.</summary>
    public ValueList<string> Layers { get; init; } = [];

    /// <summary>Digests of the manifests that an index lists.</summary>
    public ValueList<string> Manifests { get; init; } = [];

    /// <summary>The manifest that this one is about, for signatures, attestations and the like; null otherwise.</summary>
    public string? Subject { get; init; }

    /// <summary>The manifest's own annotations, which referrers show.</summary>
    public ValueMap<string> Annotations { get; init; } = ValueMap<string>.Empty;

    public DateTimeOffset? LastPulledAt { get; init; }

    /// <summary>One of <see cref="ImageStatus"/>.</summary>
    public string Status { get; init; } = ImageStatus.Active;

    /// <summary>Whether it is in the archive, or not yet out of it: then it cannot be pulled.</summary>
    public bool IsArchived => Status != ImageStatus.Active;

    public DateTimeOffset? LastArchivedAt { get; init; }

    public DateTimeOffset? LastActivatedAt { get; init; }

    /// <summary>How far it got in other registries, in the order of the rules.</summary>
    public ValueList<ImageReplicationStatus> Replications { get; init; } = [];

    /// <summary>When it is out of the archive again.</summary>
    public Wake? NextWake { get; init; }

    /// <summary>Config and layers: what has to be there before the manifest may come, and stays as long as it does.</summary>
    public IEnumerable<string> Blobs => Config is { } config ? Layers.Prepend(config).Distinct() : Layers.Distinct();

    public static string KeyOf(string repositoryName, string digest) => $"{repositoryName}@{digest}";
}
