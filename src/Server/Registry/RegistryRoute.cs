namespace Workbook.Server.Registry;

/// <summary>What an address under <c>/v2/</c> is about.</summary>
internal enum RegistryResource
{
    /// <summary>The registry itself: is it one, and is one logged in?</summary>
    Version,
    Catalog,
    Tags,
    Manifest,
    Blob,
    Uploads,
    Upload,
    Referrers,
}

/// <summary>An address of the registry, taken apart.</summary>
/// <param name="Resource">What it is about.</param>
/// <param name="Name">The repository; empty where there is none.</param>
/// <param name="Reference">A tag, a digest or the id of an upload; empty where there is none.</param>
internal readonly record struct RegistryRoute(RegistryResource Resource, string Name, string Reference)
{
    /// <summary>
    /// Reads what follows <c>/v2/</c>; null when no such address exists. Repositories may be called what parts of addresses
    /// are called (<c>team/manifests</c>), so it is read from its end.
    /// </summary>
    public static RegistryRoute? Parse(string path)
    {
        if (path.Length == 0) return new(RegistryResource.Version, "", "");
        if (path == "_catalog") return new(RegistryResource.Catalog, "", "");
        return path.Split('/') switch
        {
            [.. { Length: > 0 } name, "tags", "list"] => new(RegistryResource.Tags, Join(name), ""),
            [.. { Length: > 0 } name, "blobs", "uploads", ""] => new(RegistryResource.Uploads, Join(name), ""),
            [.. { Length: > 0 } name, "blobs", "uploads"] => new(RegistryResource.Uploads, Join(name), ""),
            [.. { Length: > 0 } name, "blobs", "uploads", var id] => new(RegistryResource.Upload, Join(name), id),
            [.. { Length: > 0 } name, "blobs", var digest] => new(RegistryResource.Blob, Join(name), digest),
            [.. { Length: > 0 } name, "manifests", var reference] => new(RegistryResource.Manifest, Join(name), reference),
            [.. { Length: > 0 } name, "referrers", var digest] => new(RegistryResource.Referrers, Join(name), digest),
            _ => null,
        };

        static string Join(string[] name) => string.Join('/', name);
    }
}
