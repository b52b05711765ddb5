using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Registries;

/// <summary>What was found out. A digest begins with <c>sha256:</c>.</summary>
/// <param name="OldDigest">The image that had the tag 1.4 at first.</param>
/// <param name="NewDigest">The image that has it now.</param>
/// <param name="Service">The service whose tasks run the new one.</param>
public sealed record Finding(string OldDigest, string NewDigest, string Service);

/// <summary>
/// An investigation. In the cluster <c>bank</c> the services <c>counter</c> and <c>online</c> run the same task definition, <c>teller:1</c>, with the
/// image <c>bank/teller:1.4</c>. Yet customers say that the two behave differently. Somebody has moved the tag.
/// <list type="number">
/// <item>Find out which digest the tag had at first, which one it has now, and which of the services runs the latter. Return that.</item>
/// <item>The older of the two is right. Register a new revision of <c>teller</c> that names it by its digest, under the address of the repository
/// (<c>123456789012.dkr.ecr.us-east-1.amazonaws.com/bank/teller</c>), and is as before otherwise.</item>
/// <item>Have both services run that revision, two tasks each, and wait until they do.</item>
/// <item>Give the older image the tag <c>1.4-build-41</c> as well, so that it is found again. Delete nothing, and leave <c>1.4</c> where it is.</item>
/// <item>See to it that no tag of the repository can be moved any more.</item>
/// </list>
/// </summary>
public static class MovedTag
{
    /// <param name="aws">You need <c>aws.Ecr</c> and <c>aws.Ecs</c>.</param>
    public static async Task<Finding> RunAsync(Aws aws)
    {
        // A first look: the grader shows what you print.
        foreach (var image in (await aws.Ecr.DescribeImagesAsync(new DescribeImagesRequest { RepositoryName = "bank/teller" })).ImageDetails)
            Console.WriteLine($"{image.ImagePushedAt:u} {image.ImageDigest} {string.Join(", ", image.ImageTags ?? [])}");

        throw new NotImplementedException("MovedTag only looks so far. Compare with what the tasks of both services run: ImageDigest of their containers.");
    }
}
