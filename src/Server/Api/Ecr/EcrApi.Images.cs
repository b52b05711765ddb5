using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        if (request.ImageIds is { Count: > 0 } ids)
        {
            var named = ids.Select(id => ImageIds.Require(world, name, id)).DistinctBy(image => image.Digest).Select(image => ImageView.Of(world, image)).ToValueList();
            return Answer(new DescribeImagesResponse { ImageDetails = named });
        }
        var page = EcrPage.Of(world.ImageIndex.ImagesIn(name), request.NextToken, request.MaxResults, digest => Show(ImageLookup.ByDigest(world, name, digest)!));
        return Answer(new DescribeImagesResponse { ImageDetails = page.Items, NextToken = page.NextToken });

        ImageDetail? Show(EcrImage image) => ImageFilters.HasTagStatus(image, request.Filter?.TagStatus) && ImageFilters.HasStatus(image, request.Filter?.ImageStatus)
            ? ImageView.Of(world, image)
            : null;
    }

    public ValueTask<ListImagesResponse> ListImagesAsync(ListImagesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        var ids = ImageLookup.In(world, name)
            .Where(image => ImageFilters.HasTagStatus(image, request.Filter?.TagStatus) && ImageFilters.HasStatus(image, request.Filter?.ImageStatus))
            .SelectMany(ImageIds.Of)
            .ToDictionary(id => $"{id.ImageDigest} {id.ImageTag}", StringComparer.Ordinal);
        var page = EcrPage.Of(ids.Keys.Order(StringComparer.Ordinal), request.NextToken, request.MaxResults, key => ids[key]);
        return Answer(new ListImagesResponse { ImageIds = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<BatchDeleteImageResponse> BatchDeleteImageAsync(BatchDeleteImageRequest request, RequestContext context) =>
        Write(context, request.RegistryId, request.RepositoryName, (world, _) =>
        {
            var (next, deleted, failures) = BatchDelete.Apply(world, request.RepositoryName!, request.ImageIds!);
            return (next, new BatchDeleteImageResponse { ImageIds = deleted, Failures = failures });
        });

    public ValueTask<BatchCheckLayerAvailabilityResponse> BatchCheckLayerAvailabilityAsync(BatchCheckLayerAvailabilityRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        var digests = request.LayerDigests!.ToLookup(Digest.IsValid);
        return Answer(new BatchCheckLayerAvailabilityResponse
        {
            Layers = digests[true].Select(digest => ImageLookup.Layer(world, name, digest) is { } layer
                ? new Layer { LayerDigest = digest, LayerAvailability = LayerAvailability.Available, LayerSize = layer.Size, MediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip" }
                : new Layer { LayerDigest = digest, LayerAvailability = LayerAvailability.Unavailable, LayerSize = 0 }).ToValueList(),
            Failures = digests[false].Select(digest => new LayerFailure
            {
                LayerDigest = digest,
                FailureCode = digest.Length == 0 ? LayerFailureCode.MissingLayerDigest : LayerFailureCode.InvalidLayerDigest,
                FailureReason = digest.Length == 0 ? "Invalid request parameters: layer digest cannot be empty" : "Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
            }).ToValueList(),
        });
    }

    public ValueTask<ListImageReferrersResponse> ListImageReferrersAsync(ListImageReferrersRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        var types = request.Filter?.ArtifactTypes is { Count: > 0 } wanted ? wanted : null;
        var page = EcrPage.Of(
            world.ImageIndex.ReferrersOf(name, request.SubjectId!.ImageDigest!), request.NextToken, request.MaxResults ?? ReferrersOnAPage,
            digest => Show(ImageLookup.ByDigest(world, name, digest)!));
        return Answer(new ListImageReferrersResponse { Referrers = page.Items, NextToken = page.NextToken });

        ImageReferrer? Show(EcrImage image) =>
            ImageFilters.HasStatus(image, request.Filter?.ArtifactStatus) && (types is null || types.Contains(image.ArtifactType!)) ? ImageView.Referrer(image) : null;
    }

    public ValueTask<UpdateImageStorageClassResponse> UpdateImageStorageClassAsync(UpdateImageStorageClassRequest request, RequestContext context) =>
        Write(context, request.RegistryId, request.RepositoryName, (world, now) =>
        {
            var image = ImageIds.Require(world, request.RepositoryName!, request.ImageId!);
            var (next, changed) = StorageClasses.Update(world, image, request.TargetStorageClass!, now);
            return (next, new UpdateImageStorageClassResponse
            {
                RegistryId = world.Scope.Account, RepositoryName = image.RepositoryName, ImageId = request.ImageId! with { ImageDigest = image.Digest }, ImageStatus = changed.Status,
            });
        });

    public ValueTask<DescribeImageReplicationStatusResponse> DescribeImageReplicationStatusAsync(DescribeImageReplicationStatusRequest request, RequestContext context)
    {
        var image = ImageIds.Require(Read(context, request.RegistryId, request.RepositoryName), request.RepositoryName!, request.ImageId!);
        return Answer(new DescribeImageReplicationStatusResponse { RepositoryName = image.RepositoryName, ImageId = request.ImageId! with { ImageDigest = image.Digest }, ReplicationStatuses = image.Replications });
    }

    /// <summary>Nothing is signed here, whatever is configured: no image has a status.</summary>
    public ValueTask<DescribeImageSigningStatusResponse> DescribeImageSigningStatusAsync(DescribeImageSigningStatusRequest request, RequestContext context)
    {
        var image = ImageIds.Require(Read(context, request.RegistryId, request.RepositoryName), request.RepositoryName!, request.ImageId!);
        return Answer(new DescribeImageSigningStatusResponse
        {
            RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = image.RepositoryName, ImageId = request.ImageId! with { ImageDigest = image.Digest }, SigningStatuses = [],
        });
    }

    private const int ReferrersOnAPage = 50;
}
