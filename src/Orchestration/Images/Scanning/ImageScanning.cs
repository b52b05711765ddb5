using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>When images are scanned, and what is known of it afterwards (see "Scan images for software vulnerabilities in Amazon ECR").</summary>
public static class ImageScanning
{
    /// <summary>"An image can be scanned once every 24 hours", the scan on push included.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <summary>What the config of an image is; other artifacts have nothing to be scanned.</summary>
    private static readonly string[] ImageConfigs = ["application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json"];

    /// <summary>StartImageScan.</summary>
    /// <exception cref="ApiException">
    /// RepositoryNotFoundException, ImageNotFoundException, ImageArchivedException, UnsupportedImageTypeException (an index, or no
    /// image), LimitExceededException, ValidationException (with enhanced scanning nothing is scanned by hand).
    /// </exception>
    public static (World World, EcrScan Scan) Start(World world, string repositoryName, ImageIdentifier id, DateTimeOffset now)
    {
        var image = ImageIds.Require(world, repositoryName, id);
        if (world.EcrRegistry.ScanType == ScanType.Enhanced) throw EcrErrors.Validation("This feature is disabled");
        if (image.IsArchived) throw EcrErrors.ImageArchived($"The image with imageId {Named(id)} is archived and cannot be scanned.");
        if (!IsScannable(image)) throw EcrErrors.UnsupportedImageType($"The image with imageId {Named(id)} is of a type that cannot be scanned.");
        if (Of(world, image) is { } last && now < last.StartedAt + Period) throw EcrErrors.LimitExceeded("The scan quota per image has been exceeded. Wait and try again.");
        var scan = new EcrScan(repositoryName, image.Digest, now);
        return (world.Put(scan), scan);
    }

    /// <summary>The last scan of an image, or null.</summary>
    public static EcrScan? Of(World world, EcrImage image) => world.EcrScans.GetValueOrDefault(image.Key);

    /// <summary>The last scan of the image that is named.</summary>
    /// <exception cref="ApiException">ScanNotFoundException, and those of <see cref="ImageIds.Require"/>.</exception>
    public static EcrScan Require(World world, string repositoryName, ImageIdentifier id) =>
        Of(world, ImageIds.Require(world, repositoryName, id)) ?? throw EcrErrors.ScanNotFound(
            $"Image scan does not exist for the image with '{Named(id)}' in the repository with name '{repositoryName}' in the registry with id '{world.Scope.Account}'");

    /// <summary>How many findings there are of each severity, without those that have none.</summary>
    public static ValueMap<int> CountsOf(EcrScan scan) =>
        new(scan.Findings.GroupBy(finding => finding.Severity!, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Count())));

    /// <summary>The World after an image came that was not there before.</summary>
    internal static World OnPush(World world, EcrImage image, DateTimeOffset now) =>
        IsScannable(image) && RegistryRules.ScansOnPush(world, world.EcrRepositories[image.RepositoryName])
            ? world.Put(new EcrScan(image.RepositoryName, image.Digest, now))
            : world;

    internal static void Plan(Draft draft, string key)
    {
        if (draft.World.EcrScans.TryGetValue(key, out var scan) && scan.Status == ScanStatus.InProgress)
            draft.Decide(new ScanImage(scan.RepositoryName, scan.Digest, "A scan of the image was started."));
    }

    /// <summary>The World with the outcome. One that nobody waits for changes nothing.</summary>
    internal static World Note(World world, ImageScanned seen, DateTimeOffset now) =>
        world.EcrScans.TryGetValue(EcrImage.KeyOf(seen.RepositoryName, seen.Digest), out var scan) && scan.Status == ScanStatus.InProgress
            ? world.Put(scan with { Status = seen.Status, Description = seen.Description, Findings = seen.Findings, SourceUpdatedAt = seen.SourceUpdatedAt, CompletedAt = now })
            : world;

    private static bool IsScannable(EcrImage image) => image.Manifests.Count == 0 && ImageConfigs.Contains(image.ArtifactType);

    private static string Named(ImageIdentifier id) => $"{{imageDigest:'{id.ImageDigest ?? "null"}', imageTag:'{id.ImageTag ?? "null"}'}}";
}
