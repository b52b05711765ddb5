using System.Text.Json;
using Amazon.ECR.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class PushByHandChecks : RegistryChecks
{
    private const string Repository = "kiosk/news";
    private const string Cluster = "kiosk";
    private const string Family = "news";
    private const string Headline = "Ferry sails again after eleven days of fog";

    protected override async Task SetTheSceneAsync() => await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });

    protected override object Request => new { path = "app/news.txt", text = Headline };

    [Test]
    [Requirement("The repository kiosk/news has an image with the tag 1.0, of one layer", "First the blobs, then the manifest: PutImage refuses one that names what is not there.")]
    public async Task ImageIsThere()
    {
        var image = await ImageAsync(Repository, "1.0");
        using (About("the number of layers of kiosk/news:1.0")) LayersOf(await ManifestAsync(Repository, image)).Count.Should().Be(1);
    }

    [Test]
    [Requirement("Its layer is a tar archive of exactly the file that was asked for", "TarWriter writes an entry for each file. The layer is what is in the stream when the TarWriter is disposed, and not before.")]
    public async Task LayerHasTheFile()
    {
        var layer = await LayerAsync();
        var files = FilesOf(layer);
        RequireList("the files of the layer", files.Keys, "app/news.txt");
        Require("the text of app/news.txt", files["app/news.txt"], Headline);
    }

    [Test]
    [Requirement("The config says linux, amd64, the entry point and the label, and which files the layer has", "The config is JSON of your making: architecture, os, config with Entrypoint and Labels, and rootfs with type and diff_ids.")]
    public async Task ConfigSaysHow()
    {
        var manifest = await ManifestAsync(Repository, await ImageAsync(Repository, "1.0"));
        var config = await ConfigAsync(Repository, manifest);
        Require("the platform in the config", $"{TextOf(config, "os")}/{TextOf(config, "architecture")}", "linux/amd64");
        Require("the entry point in the config", TextOf(config, "config", "Entrypoint"), """["/app/news"]""");
        Require("the label workbook.app in the config", TextOf(config, "config", "Labels", "workbook.app"), "hello");
        Require("the layers' digests in rootfs of the config", TextOf(config, "rootfs", "diff_ids"), JsonSerializer.Serialize(new[] { DigestOf(Unpacked(await LayerAsync())) }));
    }

    [Test]
    [Requirement("The task definition news names the image as it is named on AWS", "ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY:TAG. RepositoryUri of the repository is no more and no less than all before the colon.")]
    public async Task DefinitionNamesIt()
    {
        var definition = await NewestAsync(Family);
        Require("the image of app", ContainerOf(definition, "app").Image, "123456789012.dkr.ecr.us-east-1.amazonaws.com/kiosk/news:1.0");
    }

    [Test]
    [Requirement("A task of it is RUNNING in the cluster kiosk, with the image's digest", "CannotPullContainerError in a stopped task's reason is about the image's name, or about what is missing in the registry.")]
    public async Task TaskRunsIt()
    {
        var definition = await NewestAsync(Family);
        await RequireRunningAsync(Cluster, definition);
        var task = (await TasksOfAsync(Cluster)).Last(task => task.TaskDefinitionArn == definition.TaskDefinitionArn);
        Require("the digest that the task runs", task.Containers.FirstOrDefault(container => container.Name == "app")?.ImageDigest, (await ImageAsync(Repository, "1.0")).ImageDigest);
    }

    private async Task<byte[]> LayerAsync()
    {
        var layers = LayersOf(await ManifestAsync(Repository, await ImageAsync(Repository, "1.0")));
        return layers.Count > 0 ? await DownloadAsync(Repository, layers[0]) : throw new AssertionException("Expected a layer in kiosk/news:1.0, but found none.");
    }
}
