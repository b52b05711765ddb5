// fails: NothingIsLost: Expected an image bank/teller:1.4, but found 2 images there, with the tags 1.3, 1.4-build-41.
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
/// A tag is looked up when a deployment begins, so that two services with one task definition can run two programs. A digest cannot be moved.
/// </summary>
public static class MovedTag
{
    private const string Repository = "bank/teller";

    /// <param name="aws">You need <c>aws.Ecr</c> and <c>aws.Ecs</c>.</param>
    public static async Task<Finding> RunAsync(Aws aws)
    {
        var now = (await aws.Ecr.DescribeImagesAsync(new DescribeImagesRequest { RepositoryName = Repository, ImageIds = [new ImageIdentifier { ImageTag = "1.4" }] })).ImageDetails[0].ImageDigest;
        var running = new Dictionary<string, string>();
        foreach (var service in new[] { "counter", "online" }) running[service] = await DigestOfAsync(aws.Ecs, service);
        var finding = new Finding(running.Values.Single(digest => digest != now), now, running.Single(each => each.Value == now).Key);

        var revision = await PinAsync(aws.Ecs, finding.OldDigest);
        foreach (var service in running.Keys)
        {
            await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "bank", Service = service, TaskDefinition = revision });
            await aws.WaitForServiceAsync("bank", service);
        }

        var old = (await aws.Ecr.BatchGetImageAsync(new BatchGetImageRequest { RepositoryName = Repository, ImageIds = [new ImageIdentifier { ImageDigest = finding.OldDigest }] })).Images[0];
        await aws.Ecr.PutImageAsync(new PutImageRequest { RepositoryName = Repository, ImageManifest = old.ImageManifest, ImageTag = "1.4-build-41" });
        await aws.Ecr.PutImageTagMutabilityAsync(new PutImageTagMutabilityRequest { RepositoryName = Repository, ImageTagMutability = ImageTagMutability.IMMUTABLE });
        await aws.Ecr.BatchDeleteImageAsync(new BatchDeleteImageRequest { RepositoryName = Repository, ImageIds = [new ImageIdentifier { ImageDigest = now }] });
        return finding;
    }

    private static async Task<string> DigestOfAsync(IAmazonECS ecs, string service)
    {
        var arns = (await ecs.ListTasksAsync(new ListTasksRequest { Cluster = "bank", ServiceName = service })).TaskArns;
        var tasks = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = "bank", Tasks = arns })).Tasks;
        return tasks.Select(task => task.Containers[0].ImageDigest).Distinct().Single();
    }

    private static async Task<string> PinAsync(IAmazonECS ecs, string digest)
    {
        var definition = (await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "teller:1" })).TaskDefinition;
        var app = definition.ContainerDefinitions[0];
        app.Image = $"{app.Image.Split(':')[0]}@{digest}";
        return (await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = definition.Family,
            RequiresCompatibilities = definition.RequiresCompatibilities,
            NetworkMode = definition.NetworkMode,
            Cpu = definition.Cpu,
            Memory = definition.Memory,
            ExecutionRoleArn = definition.ExecutionRoleArn,
            ContainerDefinitions = definition.ContainerDefinitions,
        })).TaskDefinition.TaskDefinitionArn;
    }
}
