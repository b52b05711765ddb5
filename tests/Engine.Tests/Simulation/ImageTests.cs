using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Simulation;

/// <summary>Image references, and what is known of images by their names.</summary>
public class ImageTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [TestCase("nginx", "docker.io/library/nginx:latest", "nginx", "nginx")]
    [TestCase("nginx:1.29", "docker.io/library/nginx:1.29", "nginx", "nginx")]
    [TestCase("library/nginx", "docker.io/library/nginx:latest", "nginx", "library/nginx")]
    [TestCase("workbook/crash:1", "docker.io/workbook/crash:1", "workbook/crash", "workbook/crash")]
    [TestCase("localhost/app", "localhost/app:latest", "localhost/app", "localhost/app")]
    [TestCase("localhost:5000/app", "localhost:5000/app:latest", "localhost:5000/app", "localhost:5000/app")]
    [TestCase("localhost:5000/app:2", "localhost:5000/app:2", "localhost:5000/app", "localhost:5000/app")]
    [TestCase("public.ecr.aws/docker/library/busybox:stable", "public.ecr.aws/docker/library/busybox:stable", "public.ecr.aws/docker/library/busybox", "public.ecr.aws/docker/library/busybox")]
    [TestCase("123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:v1", "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:v1", "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app", "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app")]
    [TestCase($"nginx@{Digest}", $"docker.io/library/nginx@{Digest}", "nginx", "nginx")]
    [TestCase($"nginx:1.29@{Digest}", $"docker.io/library/nginx@{Digest}", "nginx", "nginx")]
    [TestCase($"localhost:5000/app@{Digest}", $"localhost:5000/app@{Digest}", "localhost:5000/app", "localhost:5000/app")]
    public void References_are_taken_apart_as_Docker_does_it(string text, string canonical, string familiar, string name)
    {
        var image = ImageReference.Parse(text);
        (image.Canonical, image.Familiar, image.Name).Should().Be((canonical, familiar, name));
    }

    private static ImageScript Of(string image, params string[] command) =>
        new ImageCatalog().Resolve(new() { Name = "app", Image = image, Command = command.Length == 0 ? null : [.. command] });

    [TestCase("nginx:missing")]
    [TestCase("nginx:does-not-exist")]
    [TestCase("nonexistent/app")]
    [TestCase("workbook/missing")]
    [TestCase("registry.example.com/team/missing:1")]
    public void Some_images_are_known_to_be_missing_whatever_their_command(string image) => Of(image, "sleep", "5").IsMissing.Should().BeTrue();

    [TestCase("nginx")]
    [TestCase("my/missing-link")]
    [TestCase("redis:7")]
    public void Every_other_image_is_there_and_serves_until_it_is_stopped(string image) => Of(image).Should().Be(ImageScript.Server);

    [TestCase("busybox")]
    [TestCase("alpine:3")]
    [TestCase("public.ecr.aws/docker/library/busybox")]
    [TestCase("hello-world")]
    public void Images_whose_command_is_a_shell_end_at_once(string image) => Of(image).RunFor.Should().Be(TimeSpan.Zero);

    [Test]
    public void A_command_that_can_be_read_outranks_the_image()
    {
        Of("busybox", "sleep", "60").RunFor.Should().Be(TimeSpan.FromSeconds(60));
        Of("nginx", "sh", "-c", "exit 4").ExitCode.Should().Be(4);
        Of("workbook/out-of-memory", "true").RunsOutOfMemory.Should().BeFalse();
        Of("nginx", "nginx", "-t").Should().Be(ImageScript.Server);
    }

    [Test]
    public void An_entry_point_and_a_command_are_read_together() =>
        new ImageCatalog().Resolve(new ContainerDefinition { Image = "busybox", EntryPoint = ["sh", "-c"], Command = ["sleep 7"] }).RunFor.Should().Be(TimeSpan.FromSeconds(7));

    [Test]
    public void A_script_that_was_set_outranks_everything_for_its_tag_or_for_all()
    {
        var catalog = new ImageCatalog();
        catalog.Set("app:1", ImageScript.Job(TimeSpan.FromSeconds(1)));
        catalog.Set("tool", ImageScript.Job(TimeSpan.FromSeconds(2)));
        TimeSpan? RunFor(string image) => catalog.Resolve(new ContainerDefinition { Image = image, Command = ["sleep", "60"] }).RunFor;
        RunFor("app:1").Should().Be(TimeSpan.FromSeconds(1));
        RunFor("app:2").Should().Be(TimeSpan.FromSeconds(60));
        RunFor("tool").Should().Be(TimeSpan.FromSeconds(2));
        RunFor("tool:3").Should().Be(TimeSpan.FromSeconds(2));
    }

    [Test]
    public void A_failed_pull_is_told_as_each_launch_type_tells_it()
    {
        PullErrors.NotFound(ImageReference.Parse("nginx:missing"), LaunchType.Fargate).Should().Be(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/nginx:missing: docker.io/library/nginx:missing: not found");
        PullErrors.NotFound(ImageReference.Parse("localhost:5000/team/app"), LaunchType.Ec2).Should().StartWith(
            "CannotPullContainerError: Error response from daemon: pull access denied for localhost:5000/team/app, repository does not exist");
    }
}
