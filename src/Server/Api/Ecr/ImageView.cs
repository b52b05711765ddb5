using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>An image as DescribeImages and ListImageReferrers show it.</summary>
internal static class ImageView
{
    public static ImageDetail Of(World world, EcrImage image) => new()
    {
        RegistryId = world.Scope.Account,
        RepositoryName = image.RepositoryName,
        ImageDigest = image.Digest,
        ImageTags = image.Tags.Count == 0 ? null : image.Tags,
        ImageSizeInBytes = image.Size,
        ImagePushedAt = image.PushedAt,
        ImageScanStatus = ScanView.StatusOf(ImageScanning.Of(world, image)),
        ImageScanFindingsSummary = ScanView.SummaryOf(ImageScanning.Of(world, image)),
        ImageManifestMediaType = image.MediaType,
        ArtifactMediaType = image.ArtifactType,
        LastRecordedPullTime = image.LastPulledAt,
        SubjectManifestDigest = image.Subject,
        ImageStatus = image.Status,
        LastArchivedAt = image.LastArchivedAt,
        LastActivatedAt = image.LastActivatedAt,
    };

    public static ImageReferrer Referrer(EcrImage image) => new()
    {
        Digest = image.Digest,
        MediaType = image.MediaType,
        ArtifactType = image.ArtifactType,
        Size = image.ManifestSize,
        Annotations = image.Annotations.Count == 0 ? null : image.Annotations,
        ArtifactStatus = image.Status,
    };
}
