using Workbook.Engine.Blobs;
using Workbook.Engine.Runtimes;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Images;

/// <summary>The registry that this workbook serves, as tasks see it: which image a reference names, and how to pull it.</summary>
/// <param name="endpoint">Where it is served; null when nobody serves it.</param>
public sealed class RegistryImages(StateStore store, BlobStore blobs, IRegistryEndpoint? endpoint)
{
    /// <summary>What an image reference means here; null when it is the name of an image elsewhere.</summary>
    /// <param name="caller">Whose task names it: <c>localhost:4566/web</c> is the caller's own.</param>
    internal RegistryReference? Locate(AccountRegion caller, string image)
    {
        var reference = ImageReference.Parse(image);
        var (host, port) = reference.Registry.Split(':') is [var name, var number] ? (name, number) : (reference.Registry, "");
        var registry = RegistryAddress.ScopeOf(host) ?? (host is "localhost" or "127.0.0.1" && port == $"{endpoint?.Port}" && port.Length > 0 ? caller : null);
        if (registry is not { } scope) return null;
        // An image of a repository that only AWS has is AWS's.
        if (RegistryAddress.IsOnAws(host) && !store.Read(scope).EcrRepositories.ContainsKey(reference.Repository)) return null;
        return new(scope, reference.Repository, reference.Digest.Length > 0 ? reference.Digest : reference.Tag);
    }

    /// <summary>The image; null when there is no such repository, tag or digest, or its config cannot be read.</summary>
    /// <param name="architecture">Of those that the image is made for, such as <c>amd64</c>.</param>
    internal RegistryImage? Find(RegistryReference reference, string architecture)
    {
        var world = store.Read(reference.Registry);
        var image = ImageLookup.ByReference(world, reference.Repository, reference.TagOrDigest);
        return image is not null && ConfigOf(image.Digest, architecture, isListed: false) is { } config ? new(image.Digest, config) : null;
    }

    internal bool HasRepository(RegistryReference reference) => store.Read(reference.Registry).EcrRepositories.ContainsKey(reference.Repository);

    /// <summary>The name and login by which Docker pulls it from here; null when nobody serves it.</summary>
    internal (string Name, string Password)? PullOf(RegistryReference reference) => endpoint?.Port is { } port
        ? ($"localhost:{port}/{reference.Repository}{(reference.IsByDigest ? '@' : ':')}{reference.TagOrDigest}", endpoint.PasswordFor(reference.Registry, store.Clock.GetUtcNow()))
        : null;

    private ImageConfig? ConfigOf(string digest, string architecture, bool isListed)
    {
        if (Read(digest) is not { } bytes) return null;
        var manifest = ImageManifest.Parse(bytes, mediaType: null);
        if (manifest.Config is { } config) return Read(config.Digest) is { } content ? ImageConfig.Parse(content) : null;
        // An index does not list indexes.
        if (isListed) return null;
        ImageConfig? other = null;
        foreach (var listed in manifest.Manifests)
        {
            var found = ConfigOf(listed.Digest, architecture, isListed: true);
            if (found?.Architecture == architecture) return found;
            other ??= found;
        }
        return other;
    }

    private byte[]? Read(string digest)
    {
        using var file = blobs.OpenRead(BlobDigest.Parse(digest));
        if (file is null) return null;
        var content = new byte[RandomAccess.GetLength(file)];
        var length = RandomAccess.Read(file, content, 0);
        return length == content.Length ? content : null;
    }
}

/// <summary>An image of this workbook's registry, as a reference names it.</summary>
/// <param name="Registry">Whose registry.</param>
/// <param name="Repository">Such as <c>team/web</c>.</param>
/// <param name="TagOrDigest">A digest has a colon, a tag has none.</param>
internal sealed record RegistryReference(AccountRegion Registry, string Repository, string TagOrDigest)
{
    public bool IsByDigest => TagOrDigest.Contains(':', StringComparison.Ordinal);
}

/// <summary>An image of this workbook's registry.</summary>
/// <param name="Digest">Of its manifest or index.</param>
/// <param name="Config">What it says of the containers to be made of it.</param>
internal sealed record RegistryImage(string Digest, ImageConfig Config);
