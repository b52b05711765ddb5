using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace Registries;

/// <summary>One repository is made with fixed tags, the other one gets them, with an exception.</summary>
public static class ImmutableTags
{
    /// <param name="ecr">Amazon ECR.</param>
    public static async Task RunAsync(IAmazonECR ecr)
    {
        await ecr.CreateRepositoryAsync(new CreateRepositoryRequest
        {
            RepositoryName = "bakery/oven",
            ImageTagMutability = ImageTagMutability.IMMUTABLE,
            ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = true },
        });

        await ecr.PutImageTagMutabilityAsync(new PutImageTagMutabilityRequest
        {
            RepositoryName = "bakery/counter",
            ImageTagMutability = ImageTagMutability.IMMUTABLE_WITH_EXCLUSION,
            ImageTagMutabilityExclusionFilters =
            [
                new ImageTagMutabilityExclusionFilter { FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD, Filter = "latest" },
            ],
        });
    }
}
