using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class MovedTagChecks : RegistryChecks
{
    private const string Repository = "bank/teller";
    private const string Cluster = "bank";
    private const string Family = "teller";
    private const string Address = "123456789012.dkr.ecr.us-east-1.amazonaws.com/bank/teller";

    private static readonly string[] Services = ["counter", "online"];

    private string _old = "";
    private string _new = "";

    /// <summary>One tag, two programs: a service that was deployed before the tag was moved, and one that was deployed after.</summary>
    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await Ecr.CreateRepositoryAsync(new() { RepositoryName = Repository });
        await PushAsync(Repository, Layer(("app/run", "teller, build 40\n")), Hello, "1.3");
        _old = await PushAsync(Repository, Layer(("app/run", "teller, build 41\n")), Hello, "1.4");
        var definition = (await Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = Family,
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = Amazon.ECS.NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
            ContainerDefinitions = [new() { Name = "app", Image = $"{Address}:1.4", PortMappings = [new() { ContainerPort = 8080 }] }],
        })).TaskDefinition;
        await CreateServiceAsync(Services[0], definition);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromDays(3));
        _new = await PushAsync(Repository, Layer(("app/run", "teller, build 42\n")), Hello, "1.4");
        await CreateServiceAsync(Services[1], definition);
    }

    protected override async Task AfterwardsAsync()
    {
        foreach (var service in Services)
        {
            try
            {
                await Aws.WaitForServiceAsync(Cluster, service, TimeSpan.FromMinutes(5));
            }
            catch (NotReachedException)
            {
                // The checks will say what runs.
            }
        }
    }

    [Test]
    [Requirement("Both digests and the service that runs the newer one are returned", "Each container of a task says in ImageDigest what it runs. DescribeImages says when each image was pushed, and which one has the tag now.")]
    public void FindingIsRight()
    {
        var finding = Answered<Finding>();
        foreach (var (name, found, truth) in new[] { ("OldDigest", finding?.OldDigest, _old), ("NewDigest", finding?.NewDigest, _new), ("Service", finding?.Service, Services[1]) })
        {
            if (found != truth) throw new AssertionException($"Expected {name} to be what the tasks of the cluster bank tell, but found {(found is null ? "nothing" : $"\"{found}\"")}.");
        }
    }

    [Test]
    [Requirement("The newest revision of teller names the older of the two images by its digest", "An image is named by its digest with an @ in the place of the colon and the tag.")]
    public async Task PinnedByDigest()
    {
        var definition = await NewestAsync(Family);
        var image = ContainerOf(definition, "app").Image;
        if (image == $"{Address}@{_old}") return;
        var how = image == $"{Address}@{_new}" ? "the newer one" : image.Contains('@') ? "another digest or repository" : $"\"{image}\"";
        throw new AssertionException($"Expected the image of app in {Name(definition)} to be the older one, under its repository's address and by its digest, but found {how}.");
    }

    [Test]
    [Requirement("Both services run the older image, two tasks each, of a revision that pins it", "UpdateService with the new revision, for both: the service that happens to run the right image today would run another one tomorrow.")]
    public async Task BothRunTheOlder()
    {
        var newest = await NewestAsync(Family);
        foreach (var service in Services)
        {
            var tasks = (await TasksOfAsync(Cluster)).Where(task => task.Group == $"service:{service}" && task.LastStatus == "RUNNING" && task.DesiredStatus == "RUNNING").ToList();
            var right = tasks.Count(task => task.Containers[0].ImageDigest == _old && task.TaskDefinitionArn == newest.TaskDefinitionArn && newest.Revision > 1);
            if (tasks.Count != 2 || right != 2) throw new AssertionException($"Expected two RUNNING tasks of {service} with the older image, by a new revision, but found {tasks.Count} that run, {right} of which are that.");
        }
    }

    [Test]
    [Requirement("No tag of bank/teller can be moved any more", "PutImageTagMutability.")]
    public async Task CannotHappenAgain()
    {
        var repository = await RepositoryAsync();
        Require("the tag mutability of bank/teller", repository.ImageTagMutability.Value, "IMMUTABLE");
        using (About("the exceptions from it")) (repository.ImageTagMutabilityExclusionFilters ?? []).Should().BeEmpty();
    }

    [Test]
    [Requirement("The older image can be found as 1.4-build-41, and all three images are kept as they were", "BatchGetImage gives the manifest of an image by its digest; PutImage with the same manifest and another tag gives it that tag. Nothing is uploaded for it, nothing deleted.")]
    public async Task NothingIsLost()
    {
        Require("the digest of bank/teller:1.4-build-41", (await ImageAsync(Repository, "1.4-build-41")).ImageDigest, _old);
        Require("the digest of bank/teller:1.4", (await ImageAsync(Repository, "1.4")).ImageDigest, _new);
        using (About("the number of images in bank/teller")) (await ImagesAsync(Repository)).Count.Should().Be(3);
    }

    private async Task<Repository> RepositoryAsync()
    {
        try
        {
            return (await Ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [Repository] })).Repositories[0];
        }
        catch (RepositoryNotFoundException)
        {
            throw new AssertionException("Expected a repository bank/teller, but found none of that name.");
        }
    }

    private async Task CreateServiceAsync(string service, TaskDefinition definition)
    {
        await Ecs.CreateServiceAsync(new()
        {
            Cluster = Cluster,
            ServiceName = service,
            TaskDefinition = definition.TaskDefinitionArn,
            LaunchType = Amazon.ECS.LaunchType.FARGATE,
            NetworkConfiguration = Network,
            DesiredCount = 2,
        });
        await Aws.WaitForServiceAsync(Cluster, service);
    }

    private static Dictionary<string, string> Hello => new() { ["workbook.app"] = "hello" };

    private sealed record Finding(string? OldDigest, string? NewDigest, string? Service);
}
