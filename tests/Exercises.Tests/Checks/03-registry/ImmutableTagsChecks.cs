using Amazon.ECR;
using Amazon.ECR.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class ImmutableTagsChecks : RegistryChecks
{
    private const string Oven = "bakery/oven";
    private const string Counter = "bakery/counter";

    private static readonly Blob Layer1 = Layer(("app/run", "bread, version 1\n"));
    private static readonly Blob Layer2 = Layer(("app/run", "bread, version 2\n"));

    private string _digest = "";

    protected override async Task SetTheSceneAsync()
    {
        await Ecr.CreateRepositoryAsync(new() { RepositoryName = Counter });
        _digest = await PushAsync(Counter, Layer1, [], "1.0", "latest");
    }

    [Test]
    [Requirement("The repository bakery/oven exists and scans what is pushed", "CreateRepositoryRequest has an ImageScanningConfiguration.")]
    public async Task OvenScansOnPush()
    {
        var oven = await RepositoryAsync(Oven);
        using (About("whether bakery/oven scans on push")) oven.ImageScanningConfiguration.ScanOnPush.Should().BeTrue();
    }

    [Test]
    [Requirement("A tag in bakery/oven is given once", "CreateRepositoryRequest has ImageTagMutability.")]
    public async Task OvenKeepsItsTags()
    {
        await RepositoryAsync(Oven);
        await RequireFixedAsync(Oven, "2.0", "latest");
    }

    [Test]
    [Requirement("The tags of bakery/counter cannot be moved any more, except latest", "PutImageTagMutability changes a repository that is there. One of the four values is for exceptions, which are a list of filters in the same request.")]
    public async Task CounterKeepsItsTags()
    {
        await RepositoryAsync(Counter);
        await RequireFixedAsync(Counter, "1.1");
        if (!await TryPushAsync(Counter, Layer1, "latest") || !await TryPushAsync(Counter, Layer2, "latest"))
            throw new AssertionException("Expected latest to be the one tag of bakery/counter that may be moved, but found it refused.");
    }

    [Test]
    [Requirement("The image in bakery/counter is still there, as 1.0, and 1.0 is fixed", "Nothing has to be deleted or made anew for it.")]
    public async Task ImageWasKept()
    {
        Require("the digest of bakery/counter:1.0", (await ImageAsync(Counter, "1.0")).ImageDigest, _digest);
        if (await TryPushAsync(Counter, Layer2, "1.0")) throw new AssertionException("Expected the tag 1.0 of bakery/counter to stay where it is, but found that it can be moved to another image.");
    }

    private async Task RequireFixedAsync(string repository, params string[] tags)
    {
        foreach (var tag in tags)
        {
            if (!await TryPushAsync(repository, Layer1, tag)) throw new AssertionException($"Expected the tag {tag} of {repository} to be free to be given once, but found it refused.");
            if (await TryPushAsync(repository, Layer2, tag)) throw new AssertionException($"Expected the tag {tag} of {repository} to stay where it is, but found that it can be moved to another image.");
        }
    }

    private async Task<bool> TryPushAsync(string repository, Blob layer, string tag)
    {
        try
        {
            await PushAsync(repository, layer, [], tag);
            return true;
        }
        catch (ImageTagAlreadyExistsException)
        {
            return false;
        }
        catch (ImageAlreadyExistsException)
        {
            return true;
        }
    }

    private async Task<Repository> RepositoryAsync(string name)
    {
        try
        {
            return (await Ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [name] })).Repositories[0];
        }
        catch (RepositoryNotFoundException)
        {
            throw new AssertionException($"Expected a repository {name}, but found none of that name.");
        }
    }
}
