using Workbook.Orchestration.Images;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>The filters of ListImages, DescribeImages and their neighbours.</summary>
internal static class ImageFilters
{
    public static bool HasTagStatus(EcrImage image, string? wanted) => wanted switch
    {
        TagStatus.Tagged => image.Tags.Count > 0,
        TagStatus.Untagged => image.Tags.Count == 0,
        _ => true,
    };

    public static bool HasStatus(EcrImage image, string? wanted) => wanted is null or ImageStatusFilter.Any || image.Status == wanted;
}
