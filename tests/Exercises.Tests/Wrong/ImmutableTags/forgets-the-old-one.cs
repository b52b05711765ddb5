// fails: OvenScansOnPush: Expected whether bakery/oven scans on push to be true, but found False.
// fails: CounterKeepsItsTags: Expected the tag 1.1 of bakery/counter to stay where it is, but found that it can be moved to another image.
// fails: ImageWasKept: Expected the tag 1.0 of bakery/counter to stay where it is, but found that it can be moved to another image.
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
        });
    }
}
