using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace Registries;

/// <summary>
/// A tag is given once. Yesterday somebody pushed a new program under an old tag, and today nobody knows what runs.
/// <list type="number">
/// <item>Create the repository <c>bakery/oven</c>. None of its tags can be moved, and what is pushed there is scanned.</item>
/// <item>The repository <c>bakery/counter</c> is there already, with an image in it. From now on its tags cannot be moved either,
/// <c>latest</c> excepted: a robot moves that one with each push. The image stays as it is.</item>
/// </list>
/// The checks then try to move tags.
/// </summary>
public static class ImmutableTags
{
    /// <param name="ecr">Amazon ECR.</param>
    public static async Task RunAsync(IAmazonECR ecr)
    {
        throw new NotImplementedException("ImmutableTags is still empty. Start with CreateRepositoryAsync.");
    }
}
