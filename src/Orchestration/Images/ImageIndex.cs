using System.Collections.Immutable;

namespace Workbook.Orchestration.Images;

using Digests = ImmutableSortedSet<string>;
using Tags = ImmutableSortedDictionary<string, string>;

/// <summary>By what images and layers can be found besides their digests, so that no request looks through a repository.</summary>
public sealed class ImageIndex
{
    private readonly ImmutableSortedDictionary<string, Tags> _tags;
    private readonly ImmutableSortedDictionary<string, Digests> _digests;

    private ImageIndex(ImmutableSortedDictionary<string, Tags> tags, ImmutableSortedDictionary<string, Digests> digests)
    {
        _tags = tags;
        _digests = digests;
    }

    public static ImageIndex Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, Tags>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, Digests>(StringComparer.Ordinal));

    private static readonly Tags NoTags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private static readonly Digests NoDigests = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The tags of a repository in ordinal order, each with the digest of its image.</summary>
    public Tags TagsIn(string repositoryName) => _tags.GetValueOrDefault(repositoryName, NoTags);

    /// <summary>The digests of all images of a repository.</summary>
    public Digests ImagesIn(string repositoryName) => Set(InRepository(repositoryName));

    /// <summary>The digests of all layers of a repository.</summary>
    public Digests LayersIn(string repositoryName) => Set(LayerOf(repositoryName));

    /// <summary>The digests of the images that have this config or layer.</summary>
    public Digests UsersOf(string repositoryName, string blobDigest) => Set(Using(repositoryName, blobDigest));

    /// <summary>The digests of the indexes that list this manifest.</summary>
    public Digests IndexesWith(string repositoryName, string manifestDigest) => Set(Listing(repositoryName, manifestDigest));

    /// <summary>The digests of the manifests whose subject is this one, which need not be there itself.</summary>
    public Digests ReferrersOf(string repositoryName, string subjectDigest) => Set(About(repositoryName, subjectDigest));

    internal ImageIndex Move(EcrImage? before, EcrImage? after)
    {
        var digests = _digests;
        if (before is not null)
        {
            foreach (var key in KeysOf(before)) digests = Remove(digests, key, before.Digest);
        }
        if (after is not null)
        {
            foreach (var key in KeysOf(after)) digests = Add(digests, key, after.Digest);
        }
        return new(MoveTags(before, after), digests);
    }

    internal ImageIndex Add(EcrLayer layer) => new(_tags, Add(_digests, LayerOf(layer.RepositoryName), layer.Digest));

    internal ImageIndex Remove(EcrLayer layer) => new(_tags, Remove(_digests, LayerOf(layer.RepositoryName), layer.Digest));

    private ImmutableSortedDictionary<string, Tags> MoveTags(EcrImage? before, EcrImage? after)
    {
        if ((before?.Tags ?? []).Equals(after?.Tags ?? [])) return _tags;
        var name = (before ?? after)!.RepositoryName;
        var tags = TagsIn(name);
        // Another image may have taken the tag already.
        tags = tags.RemoveRange((before?.Tags ?? []).Where(tag => tags.GetValueOrDefault(tag) == before!.Digest));
        foreach (var tag in after?.Tags ?? []) tags = tags.SetItem(tag, after!.Digest);
        return tags.IsEmpty ? _tags.Remove(name) : _tags.SetItem(name, tags);
    }

    private static IEnumerable<string> KeysOf(EcrImage image)
    {
        yield return InRepository(image.RepositoryName);
        foreach (var blob in image.Blobs) yield return Using(image.RepositoryName, blob);
        foreach (var manifest in image.Manifests.Distinct()) yield return Listing(image.RepositoryName, manifest);
        if (image.Subject is { } subject) yield return About(image.RepositoryName, subject);
    }

    private Digests Set(string key) => _digests.GetValueOrDefault(key, NoDigests);

    private static ImmutableSortedDictionary<string, Digests> Add(ImmutableSortedDictionary<string, Digests> digests, string key, string digest) =>
        digests.SetItem(key, digests.GetValueOrDefault(key, NoDigests).Add(digest));

    private static ImmutableSortedDictionary<string, Digests> Remove(ImmutableSortedDictionary<string, Digests> digests, string key, string digest)
    {
        var rest = digests.GetValueOrDefault(key, NoDigests).Remove(digest);
        return rest.IsEmpty ? digests.Remove(key) : digests.SetItem(key, rest);
    }

    // Neither names nor digests have spaces.
    private static string InRepository(string name) => $"images {name}";

    private static string LayerOf(string name) => $"layers {name}";

    private static string Using(string name, string digest) => $"using {name} {digest}";

    private static string Listing(string name, string digest) => $"listing {name} {digest}";

    private static string About(string name, string digest) => $"about {name} {digest}";
}
