using Workbook.Engine.Blobs;
using Workbook.Engine.Scanning.Packages;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Engine.Scanning;

/// <summary>Reads an image's layers for the packages that are in them, and looks these up in advisories.</summary>
internal sealed class LayerScanner(BlobStore blobs, AdvisoryBook advisories) : IImageScanner
{
    public Task<ScanOutcome> ScanAsync(EcrImage image, CancellationToken cancellation)
    {
        var files = new ImageFiles(PackageDatabases.IsOne, new(), cancellation);
        foreach (var digest in image.Layers)
        {
            using var layer = Layer.Open(blobs, BlobDigest.Parse(digest));
            files.Add(layer);
        }
        var packages = PackageDatabases.Read(files.All) ?? throw ScanException.Unsupported();
        return Task.FromResult(new ScanOutcome(advisories.About(packages), advisories.UpdatedAt));
    }
}
