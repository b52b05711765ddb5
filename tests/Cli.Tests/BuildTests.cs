using Workbook.Engine.Tests.Docker;

namespace Workbook.Cli.Tests;

/// <summary><c>workbook build</c>, and what comes of it: pulled from the registry and asked over HTTP.</summary>
internal sealed class BuildTests : BuiltImages
{
    private static readonly Dictionary<string, string> NoDocker = new() { ["DOCKER_HOST"] = "tcp://127.0.0.1:9" };

    [Test]
    public async Task Without_docker_the_SDK_builds_a_project_on_this_machine_s_runtime_and_pushes_it()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("To run this test: use Linux, where the .NET runtime is one for containers.");
        var repository = await NewRepositoryAsync();

        var (exitCode, output) = await BuildAsync(App("hello"), "-t", $"{repository}:1", "--without-docker", "--build-arg", "AppVersion=7");

        exitCode.Should().Be(0, output);
        output.Should().Contain("Base image: workbook/dotnet").And.EndWith($"Pushed localhost:{Address.Port}/{repository}:1{Environment.NewLine}").And.NotContain(": message :");
        (await Ecr.ListImagesAsync(new() { RepositoryName = repository })).ImageIds.Should().ContainSingle().Which.ImageTag.Should().Be("1");
        (await Ecr.DescribeRepositoriesAsync(new())).Repositories.Should().OnlyContain(each => each.RepositoryName.StartsWith("lesson/"), "nothing is put there that nobody asked for");

        await NeedDockerAsync();
        await GreetsAsync($"localhost:{Address.Port}/{repository}:1", "Version: 7");
    }

    [Test]
    public async Task With_docker_a_Dockerfile_is_built_and_pushed_and_its_log_is_shown()
    {
        await NeedDockerAsync();
        var repository = await NewRepositoryAsync();
        await PublishAsync("hello");

        var (exitCode, output) = await BuildAsync(App("hello"), "-f", "Dockerfile.offline", "-t", $"{repository}:1", "--push", "--build-arg", "VERSION=8");

        exitCode.Should().Be(0, output);
        output.Should().Contain("Step 1/").And.Contain("FROM workbook/dotnet").And.Contain($"Pushed localhost:{Address.Port}/{repository}:1");
        await GreetsAsync($"localhost:{Address.Port}/{repository}:1", "Version: 8");
        await GreetsAsync($"localhost:{Address.Port}/{repository}:1", "Version: 9", "--version", "9");
    }

    [Test]
    public async Task A_name_of_the_registry_is_pushed_and_can_be_built_on()
    {
        await NeedDockerAsync();
        var (first, second) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        Write("layers/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        (await BuildAsync(Path.Combine(Folder, "layers"), "-t", $"123456789012.dkr.ecr.us-east-1.amazonaws.com/{first}:1")).ExitCode.Should().Be(0);
        await Programs.RunAsync("docker", "rmi", "--force", $"localhost:{Address.Port}/{first}:1");
        Write("layers/Dockerfile", $"FROM localhost:{Address.Port}/{first}:1\nCOPY Dockerfile /again\n");

        var (exitCode, output) = await BuildAsync(Path.Combine(Folder, "layers"), "-t", $"localhost:{Address.Port}/{second}:2");

        exitCode.Should().Be(0, output);
        (await Ecr.ListImagesAsync(new() { RepositoryName = second })).ImageIds.Should().ContainSingle().Which.ImageTag.Should().Be("2");
    }

    [Test]
    public async Task What_is_sent_to_docker_is_what_docker_s_own_command_sends()
    {
        await NeedDockerAsync();
        if (Programs.Missing("docker") is { Count: > 0 }) Assert.Ignore("The docker command is not installed. To run this test: apt-get install docker.io");
        var image = $"sent{Address.Port}";
        foreach (var file in new[] { "a.md", "README.md", "src/a.cs", "src/bin/a.dll", "src/deep/bin/b.dll", "bin/c.dll", "docs/one/two.md", "docs/keep.md", "secret/key", "secret/public/key", "[x]", "tab\tname" })
            Write(Path.Combine("sent", file), file);
        Write("sent/.dockerignore", "# nothing\n*.md\n!README.md\n**/bin\ndocs/**\n!docs/keep.md\n/secret\n!secret/public\nDockerfile\n\n./src/../tab*\n");
        Write("sent/Dockerfile", "FROM scratch\nCOPY . /\nCMD [\"none\"]\n");
        var folder = Path.Combine(Folder, "sent");

        var (exitCode, output) = await BuildAsync(folder, "-t", $"{image}:ours");
        await Programs.RunAsync("sh", "-c", $"DOCKER_BUILDKIT=0 docker build -q -t {image}:theirs {folder}");

        exitCode.Should().Be(0, output);
        var (ours, theirs) = (await FilesOfAsync($"{image}:ours"), await FilesOfAsync($"{image}:theirs"));
        ours.Should().Equal(theirs).And.Contain(["README.md", "docs/keep.md", "secret/public/key", "[x]"]).And.NotContain(["a.md", "secret/key", "Dockerfile"]);
        await Programs.RunAsync("docker", "rmi", "--force", $"{image}:theirs");
    }

    [Test]
    public async Task A_step_that_fails_fails_the_build_in_docker_s_words()
    {
        await NeedDockerAsync();
        Write("failing/Dockerfile", "FROM scratch\nCOPY missing /\n");

        var (exitCode, output) = await BuildAsync(Path.Combine(Folder, "failing"), "-t", "failing:1");

        exitCode.Should().Be(1);
        output.Should().Contain("COPY missing /").And.Contain("The build failed: ").And.Contain("missing").And.NotContain("   at ");
    }

    [Test]
    public async Task A_repository_that_is_missing_is_said_before_anything_is_built()
    {
        var (exitCode, output) = await BuildAsync(App("hello"), "-t", "absent:1", "--without-docker");

        exitCode.Should().Be(1);
        output.Should().Contain("There is no repository absent").And.Contain("aws ecr create-repository --repository-name absent").And.NotContain("Base image");
    }

    [Test]
    public async Task A_repository_that_a_template_makes_on_push_need_not_be_there()
    {
        await NeedDockerAsync();
        await Ecr.CreateRepositoryCreationTemplateAsync(new() { Prefix = "made", AppliedFor = ["CREATE_ON_PUSH"] });
        Write("made/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");

        var (exitCode, output) = await BuildAsync(Path.Combine(Folder, "made"), "-t", "made/here:1", "--push");

        exitCode.Should().Be(0, output);
        (await Ecr.ListImagesAsync(new() { RepositoryName = "made/here" })).ImageIds.Should().ContainSingle().Which.ImageTag.Should().Be("1");
        await Ecr.DeleteRepositoryAsync(new() { RepositoryName = "made/here", Force = true });
    }

    [Test]
    public async Task Docker_that_is_missing_for_a_project_is_done_without()
    {
        var (exitCode, output) = await BuildAsync(new Dictionary<string, string>(NoDocker), App("hello"), "-t", "absent:1");

        exitCode.Should().Be(1);
        output.Should().Contain("No Docker Engine answers at tcp://127.0.0.1:9").And.Contain("by the .NET SDK").And.Contain("There is no repository absent");
    }

    [Test]
    public async Task Docker_that_is_missing_for_anything_else_is_said()
    {
        Write("other/Dockerfile", "FROM scratch\nCOPY . /\n");

        var (exitCode, output) = await BuildAsync(new Dictionary<string, string>(NoDocker), Path.Combine(Folder, "other"), "-t", "other:1");

        exitCode.Should().Be(1);
        output.Should().Contain("A Dockerfile is built by Docker").And.Contain("No Docker Engine answers at tcp://127.0.0.1:9").And.NotContain("   at ");
    }

    [TestCase("There is no folder", "no-such-folder", "-t", "a:1")]
    [TestCase("neither a Dockerfile nor a .NET project", "empty", "-t", "a:1")]
    [TestCase("There is no Dockerfile Containerfile", "empty", "-f", "Containerfile", "-t", "a:1")]
    [TestCase("several projects: a.csproj, b.csproj", "two", "-t", "a:1")]
    [TestCase("has no .NET project", "script", "-t", "a:1", "--without-docker")]
    [TestCase("'A:1' cannot be the name of an image", "script", "-t", "A:1")]
    [TestCase("pushed to the workbook's registry, and ghcr.io/a:1 is in another one. Call it -t a:1.", "project", "-t", "ghcr.io/a:1", "--without-docker")]
    [TestCase("--build-arg takes NAME=VALUE, not 'A'", "script", "-t", "a:1", "--build-arg", "A")]
    [TestCase("--tag", "script")]
    public async Task What_cannot_be_built_is_refused_with_what_to_do(string message, string folder, params string[] options)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        foreach (var file in new[] { "two/a.csproj", "two/b.csproj", "project/a.csproj", "script/Dockerfile" }) Write(file, "");

        var (exitCode, output) = await BuildAsync([Path.Combine(Folder, folder), .. options]);

        exitCode.Should().Be(1);
        output.Should().Contain(message).And.NotContain("   at ");
    }

    [Test]
    public async Task Without_a_workbook_nothing_can_be_pushed()
    {
        var (exitCode, output) = await Command.RunAsync("build", App("hello"), "-t", "hello:1", "--without-docker", "--endpoint", "http://127.0.0.1:9");

        exitCode.Should().Be(1);
        output.Should().Contain("takes a running workbook").And.Contain("`workbook start`").And.NotContain("   at ");
    }

    private static async Task<string[]> FilesOfAsync(string image) =>
        (await Programs.OutputAsync("sh", "-c", $"container=$(docker create {image}) && docker export $container | tar -t && docker rm $container >/dev/null")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the offline Dockerfiles copy.</summary>
    private Task PublishAsync(string app) => Programs.RunAsync("dotnet", "publish", App(app), "-o", Path.Combine(App(app), "bin", "image"), "-nodeReuse:false", "-v:quiet");

    private async Task GreetsAsync(string image, string version, params string[] command)
    {
        var (address, _) = await StartAsync(image, 8080, command);
        using var http = new HttpClient();
        var greeting = await http.GetStringAsync(new Uri(address, "/some/path?with=query"));
        greeting.Should().Contain("Server address: 172.").And.Contain("Server name: ").And.Contain(version).And.Contain("URI: /some/path?with=query").And.Contain("Header Host: 127.0.0.1");
    }
}
