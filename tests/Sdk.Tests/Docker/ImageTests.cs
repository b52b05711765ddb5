using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class ImageTests
{
    private static IImageOperations Images => Engine.Client.Images;

    [Test]
    public async Task An_imported_image_has_the_changes_that_were_asked_for()
    {
        var image = await Images.InspectImageAsync(Engine.Image);

        image.RepoTags.Should().Contain(Engine.Image);
        image.Config!.Env.Should().Equal("GREETING=hello", "PATH=/bin");
        image.Config.Labels.Should().BeEquivalentTo(Engine.Labels);
        image.Size.Should().BePositive();
        image.RootFS.Layers.Should().ContainSingle();
        image.Os.Should().Be("linux");
    }

    [Test]
    public async Task A_tag_is_another_name_until_it_is_removed()
    {
        await Images.TagImageAsync(Engine.Image, new ImageTagParameters { RepositoryName = "workbook-sdk-tests/other", Tag = Engine.NewName() });
        var list = await Images.ListImagesAsync(new ImagesListParameters { Filters = Engine.Ours });
        var tag = list.Single(image => image.RepoTags.Contains(Engine.Image)).RepoTags.Should().ContainSingle(name => name.StartsWith("workbook-sdk-tests/other:")).Which;

        var removed = await Images.DeleteImageAsync(tag, new ImageDeleteParameters());

        removed.Should().ContainSingle().Which.Should().Equal(new Dictionary<string, string> { ["Untagged"] = tag });
        var gone = () => Images.InspectImageAsync(tag);
        await gone.Should().ThrowAsync<DockerImageNotFoundException>();
    }

    [Test]
    public async Task A_saved_image_can_be_loaded()
    {
        var archive = new MemoryStream();
        await using (var saved = await Images.SaveImageAsync(Engine.Image)) await saved.CopyToAsync(archive);
        archive.Position = 0;
        var reports = new Reports<JSONMessage>();

        await Images.LoadImageAsync(new ImageLoadParameters(), archive, reports);

        reports.All.Should().Contain(message => message.Stream != null && message.Stream.Contains($"Loaded image: {Engine.Image}"));
    }

    [Test]
    public async Task A_Dockerfile_is_built()
    {
        var tag = $"workbook-sdk-tests/built:{Engine.NewName()}";
        var context = await Engine.TarAsync(
            ("Dockerfile", Engine.Bytes($"FROM {Engine.Image}\nARG WORD\nCOPY note /note\nENV WORD=$WORD\nRUN [\"/bin/busybox\", \"true\"]\n")),
            ("note", Engine.Bytes("text")));
        var reports = new Reports<JSONMessage>();
        var parameters = new ImageBuildParameters { Tags = [tag], Labels = Engine.Labels, BuildArgs = new Dictionary<string, string> { ["WORD"] = "a & b" }, Remove = true, ForceRemove = true };

        await Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), reports);

        reports.All.Should().NotContain(message => message.Error != null);
        reports.All.Should().Contain(message => message.Stream != null && message.Stream.StartsWith("Successfully built"));
        (await Images.InspectImageAsync(tag)).Config!.Env.Should().Contain("WORD=a & b");
        await Images.DeleteImageAsync(tag, new ImageDeleteParameters());
    }

    [Test]
    public async Task A_build_that_fails_says_so_in_its_last_message()
    {
        var context = await Engine.TarAsync(("Dockerfile", Engine.Bytes($"FROM {Engine.Image}\nRUN [\"/bin/busybox\", \"false\"]\n")));
        var reports = new Reports<JSONMessage>();

        await Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { ForceRemove = true, Labels = Engine.Labels }, context, [], new Dictionary<string, string>(), reports);

        reports.All.Last().Error!.Message.Should().Contain("returned a non-zero code: 1");
    }

    [Test]
    public async Task A_registry_that_cannot_be_reached_is_an_error_of_the_Engine()
    {
        var pull = () => Images.CreateImageAsync(new ImagesCreateParameters { FromImage = "registry.invalid/some/image", Tag = "1" }, new AuthConfig(), new Reports<JSONMessage>());

        var error = (await pull.Should().ThrowAsync<DockerApiException>()).Which;
        error.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        error.ResponseBody.Should().Contain("registry.invalid");
    }

    [Test]
    public async Task A_push_that_fails_says_so_in_a_message()
    {
        var tag = new ImageTagParameters { RepositoryName = "registry.invalid/workbook-sdk-tests", Tag = Engine.NewName() };
        await Images.TagImageAsync(Engine.Image, tag);
        var reports = new Reports<JSONMessage>();

        await Images.PushImageAsync(tag.RepositoryName, new ImagePushParameters { Tag = tag.Tag }, new AuthConfig { Username = "someone", Password = "secret" }, reports);

        reports.All.Last().Error!.Message.Should().Contain("registry.invalid");
        await Images.DeleteImageAsync($"{tag.RepositoryName}:{tag.Tag}", new ImageDeleteParameters());
    }
}
