using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace Registries;

/// <summary>
/// Rules are applied by priority, and a rule that matches an image keeps the later ones away from it. So the first rule protects releases: it
/// would let expire only what is beyond more images than there will ever be.
/// </summary>
public static class Housekeeping
{
    private static readonly object Expire = new { type = "expire" };

    /// <param name="aws">Amazon ECR is <c>aws.Ecr</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        var policy = JsonSerializer.Serialize(new
        {
            rules = new object[]
            {
                new { rulePriority = 1, description = "releases stay", selection = Newest("release-", 100_000), action = Expire },
                new { rulePriority = 2, description = "three builds", selection = Newest("build-", 3), action = Expire },
                new { rulePriority = 3, description = "two weeks for pull requests", selection = new { tagStatus = "tagged", tagPrefixList = new[] { "pr-" }, countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }, action = Expire },
                new { rulePriority = 4, description = "a week without a name", selection = new { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }, action = Expire },
            },
        });
        await PreviewAsync(aws, policy);
        await aws.Ecr.PutLifecyclePolicyAsync(new PutLifecyclePolicyRequest { RepositoryName = "studio/render", LifecyclePolicyText = policy });
    }

    private static object Newest(string prefix, int count) => new { tagStatus = "tagged", tagPrefixList = new[] { prefix }, countType = "imageCountMoreThan", countNumber = count };

    private static async Task PreviewAsync(Aws aws, string policy)
    {
        await aws.Ecr.StartLifecyclePolicyPreviewAsync(new StartLifecyclePolicyPreviewRequest { RepositoryName = "studio/render", LifecyclePolicyText = policy });
        GetLifecyclePolicyPreviewResponse preview = null!;
        await aws.WaitUntilAsync("the preview is complete", async () =>
            (preview = await aws.Ecr.GetLifecyclePolicyPreviewAsync(new GetLifecyclePolicyPreviewRequest { RepositoryName = "studio/render" })).Status == LifecyclePolicyPreviewStatus.COMPLETE);
        foreach (var result in preview.PreviewResults) Console.WriteLine($"rule {result.AppliedRulePriority}: {string.Join(", ", result.ImageTags ?? ["(no tag)"])}");
    }
}
