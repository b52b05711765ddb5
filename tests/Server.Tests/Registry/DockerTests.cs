namespace Workbook.Server.Tests.Registry;

/// <summary>The first steps of the course, with the real <c>docker</c> and the real AWS CLI.</summary>
[Category("Docker")]
internal sealed class DockerTests : RegistryFixture
{
    [Test]
    public async Task Login_build_push_pull_and_run_by_digest()
    {
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        await programs.NeedDockerAsync();
        var (name, other) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var (image, next) = ($"{programs.Host}/{name}:v1", $"{programs.Host}/{other}:v2");
        try
        {
            (await programs.LoginAsync()).Succeeded().Output.Should().Contain("Login Succeeded");

            File.Copy("/bin/busybox", Path.Combine(programs.Folder, "busybox"));
            programs.Write("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENTRYPOINT [\"/bin/busybox\", \"echo\"]\nCMD [\"one\"]\n");
            await BuildAsync(programs, image);
            (await programs.DockerAsync("push", image)).Succeeded();
            (await programs.DockerAsync("rmi", "--force", image)).Succeeded();

            // The next image is built on the one in the registry.
            programs.Write("Dockerfile", $"FROM {image}\nCMD [\"two\"]\n");
            await BuildAsync(programs, next);
            var pushed = (await programs.DockerAsync("push", next)).Succeeded().Output;
            pushed.Should().Contain("Mounted from", "the other repository has the layer");
            var digest = pushed[pushed.IndexOf("sha256:", StringComparison.Ordinal)..][..71];
            (await Client.SendAsync("HEAD", $"/v2/{other}/manifests/v2")).Header("Docker-Content-Digest").Should().Be(digest);

            (await programs.DockerAsync("rmi", "--force", image, next)).Succeeded();
            (await programs.DockerAsync("pull", next)).Succeeded().Output.Should().Contain($"Digest: {digest}");
            (await programs.DockerAsync("run", "--rm", $"{programs.Host}/{other}@{digest}")).Succeeded().Output.Should().Be("two\n");
        }
        finally
        {
            await programs.DockerAsync("rmi", "--force", image, next);
        }
    }

    [Test]
    public async Task What_docker_says_to_who_is_refused()
    {
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        await programs.NeedDockerAsync();
        var immutable = await NewRepositoryAsync(repository => repository with { TagMutability = Shapes.Ecr.ImageTagMutability.Immutable });
        await Client.PushImageAsync(immutable, "v1");
        string[] images = [$"{programs.Host}/{immutable}:v1", $"{programs.Host}/no/such:v1"];
        programs.Write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        try
        {
            foreach (var image in images) await BuildAsync(programs, image);
            (await programs.DockerAsync("push", images[0])).Error.Trim().Should().Be("no basic auth credentials");
            (await programs.ShellAsync($"echo nonsense | docker --config {programs.Folder} login --username AWS --password-stdin {programs.Host}")).Error.Should().Contain("401 Unauthorized");

            (await programs.LoginAsync()).Succeeded();
            (await programs.DockerAsync("push", images[0])).Error.Trim().Should().Be(
                $"tag invalid: The image tag 'v1' already exists in the '{immutable}' repository and cannot be overwritten because the tag is immutable.");
            (await programs.DockerAsync("push", images[1])).Error.Trim().Should().Be(
                $"name unknown: The repository with name 'no/such' does not exist in the registry with id '{Account}'");
            (await programs.DockerAsync("pull", $"{programs.Host}/{immutable}:v2")).Error.Should().Contain("Requested image not found");
        }
        finally
        {
            await programs.DockerAsync(["rmi", "--force", .. images]);
        }
    }

    private static async Task BuildAsync(RegistryPrograms programs, string image) =>
        (await programs.ShellAsync($"DOCKER_BUILDKIT=0 docker --config {programs.Folder} build --quiet --tag {image} {programs.Folder}")).Succeeded();
}
