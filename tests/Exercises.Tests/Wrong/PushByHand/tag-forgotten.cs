// fails: ImageIsThere: Expected an image kiosk/news:1.0, but found 1 images there, with the tags none.
// fails: LayerHasTheFile: Expected an image kiosk/news:1.0, but found 1 images there, with the tags none.
// fails: ConfigSaysHow: Expected an image kiosk/news:1.0, but found 1 images there, with the tags none.
// fails: TaskRunsIt: Expected a RUNNING task of news:1 in the cluster kiosk, but found it STOPPED: CannotPullContainerError
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Registries;

/// <summary>Layer, config, manifest: each is named by the digest of its bytes, and the manifest goes last.</summary>
public static class PushByHand
{
    private const string Repository = "kiosk/news";

    /// <param name="aws">You need <c>aws.Ecr</c> and <c>aws.Ecs</c>.</param>
    /// <param name="request">The file of the layer: <c>{ "path": "…", "text": "…" }</c>.</param>
    public static async Task RunAsync(Aws aws, JsonElement request)
    {
        var repository = (await aws.Ecr.CreateRepositoryAsync(new CreateRepositoryRequest { RepositoryName = Repository })).Repository;

        var layer = Layer(request.GetProperty("path").GetString()!, request.GetProperty("text").GetString()!);
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Entrypoint = new[] { "/app/news" }, Labels = new Dictionary<string, string> { ["workbook.app"] = "hello" } },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(layer) } },
        });
        await UploadAsync(aws.Ecr, layer);
        await UploadAsync(aws.Ecr, config);
        await aws.Ecr.PutImageAsync(new PutImageRequest
        {
            RepositoryName = Repository,
            ImageManifest = JsonSerializer.Serialize(new
            {
                schemaVersion = 2,
                mediaType = "application/vnd.oci.image.manifest.v1+json",
                config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = Digest(config), size = config.Length },
                layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar", digest = Digest(layer), size = layer.Length } },
            }),
        });

        await RunTaskAsync(aws.Ecs, $"{repository.RegistryId}.dkr.ecr.{aws.Region}.amazonaws.com/{Repository}:1.0");
    }

    private static byte[] Layer(string path, string text)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return bytes.ToArray();
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task UploadAsync(IAmazonECR ecr, byte[] blob)
    {
        var upload = (await ecr.InitiateLayerUploadAsync(new InitiateLayerUploadRequest { RepositoryName = Repository })).UploadId;
        await ecr.UploadLayerPartAsync(new UploadLayerPartRequest
        {
            RepositoryName = Repository,
            UploadId = upload,
            PartFirstByte = 0,
            PartLastByte = blob.Length - 1,
            LayerPartBlob = new MemoryStream(blob),
        });
        await ecr.CompleteLayerUploadAsync(new CompleteLayerUploadRequest { RepositoryName = Repository, UploadId = upload, LayerDigests = [Digest(blob)] });
    }

    private static async Task RunTaskAsync(IAmazonECS ecs, string image)
    {
        var registered = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "news",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
            ContainerDefinitions = [new ContainerDefinition { Name = "app", Image = image }],
        });
        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "kiosk",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration { AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] } },
        });
        await ecs.WaitForTaskAsync("kiosk", run.Tasks[0].TaskArn, "RUNNING");
    }
}
