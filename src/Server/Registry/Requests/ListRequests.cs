using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workbook.Engine;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry.Requests;

/// <summary>What there is: <c>/v2/</c>, <c>/v2/_catalog</c>, <c>/v2/NAME/tags/list</c>, <c>/v2/NAME/referrers/DIGEST</c>.</summary>
internal sealed class ListRequests(EcsEngine engine)
{
    /// <summary>Who gets this answer is logged in to a registry of this kind.</summary>
    public static Task VersionAsync(RegistryCall call)
    {
        OnlyRead(call);
        return RegistryCall.AnswerJsonAsync(call.Http, StatusCodes.Status200OK, new { });
    }

    /// <summary>The registry's repositories, which only its own account may list.</summary>
    public Task CatalogAsync(RegistryCall call)
    {
        OnlyRead(call);
        call.Check("ecr:DescribeRepositories");
        var names = Page(call, "/v2/_catalog", engine.Store.Read(call.Registry).EcrRepositories.Keys);
        return RegistryCall.AnswerJsonAsync(call.Http, StatusCodes.Status200OK, new RepositoryList(names));
    }

    public Task TagsAsync(RegistryCall call)
    {
        OnlyRead(call);
        call.Check("ecr:ListImages");
        var world = engine.Store.Read(call.Registry);
        ImageLookup.Repository(world, call.Name);
        var tags = Page(call, $"/v2/{call.Name}/tags/list", world.ImageIndex.TagsIn(call.Name).Keys);
        return RegistryCall.AnswerJsonAsync(call.Http, StatusCodes.Status200OK, new TagList(call.Name, tags));
    }

    /// <summary>What is about a manifest, such as signatures: an index of it, empty also when nobody knows the manifest.</summary>
    public Task ReferrersAsync(RegistryCall call)
    {
        OnlyRead(call);
        call.Check("ecr:BatchGetImage");
        var digest = call.Digest().ToString();
        var world = engine.Store.Read(call.Registry);
        ImageLookup.Repository(world, call.Name);
        var referrers = ImageLookup.Referrers(world, call.Name, digest);
        if (call.Request.Query["artifactType"].ToString() is { Length: > 0 } type)
        {
            referrers = referrers.Where(image => image.ArtifactType == type);
            call.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }
        var entries = referrers
            .Select(image => new ReferrerEntry(image.MediaType, image.Digest, image.ManifestSize, image.ArtifactType, image.Annotations.Count == 0 ? null : image.Annotations.ToDictionary()))
            .ToList();
        return RegistryCall.AnswerJsonAsync(call.Http, StatusCodes.Status200OK, new ReferrerIndex(2, ImageManifest.OciIndex, entries), ImageManifest.OciIndex);
    }

    /// <summary>At most <c>n</c> names after <c>last</c>; where there are more, <c>Link</c> says how to get them.</summary>
    /// <param name="names">In ordinal order.</param>
    private static List<string> Page(RegistryCall call, string path, IEnumerable<string> names)
    {
        var query = call.Request.Query;
        if (query["last"].ToString() is { Length: > 0 } last) names = names.SkipWhile(name => string.CompareOrdinal(name, last) <= 0);
        if (query["n"].ToString() is not { Length: > 0 } text) return [.. names];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw RegistryError.PageInvalid();
        if (count == 0) return [];
        var page = names.Take(count).ToList();
        if (page.Count == count && names.Skip(count).Any())
            call.Response.Headers.Link = $"<{path}?last={Uri.EscapeDataString(page[^1])}&n={count.ToString(CultureInfo.InvariantCulture)}>; rel=\"next\"";
        return page;
    }

    private static void OnlyRead(RegistryCall call)
    {
        if (call.Method is not ("GET" or "HEAD")) throw RegistryError.MethodNotAllowed();
    }
}
