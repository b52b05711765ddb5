using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>A blob that a repository has: a layer or a config. The bytes are in the blob store, once for all repositories.</summary>
/// <param name="RepositoryName">Whose it is.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
/// <param name="UploadedAt">When it was complete.</param>
public sealed record EcrLayer(string RepositoryName, string Digest, long Size, DateTimeOffset UploadedAt)
{
    public string Key => EcrImage.KeyOf(RepositoryName, Digest);

    /// <summary>When it is forgotten unless an image names it by then; null once one does.</summary>
    public Wake? NextWake { get; init; }
}
