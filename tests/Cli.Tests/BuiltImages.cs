using System.Text;
using Amazon.ECR;
using Amazon.Runtime;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Tests.Docker;

namespace Workbook.Cli.Tests;

/// <summary>A served endpoint with its registry, the sample applications in a folder of their own, and Docker where there is one.</summary>
internal abstract class BuiltImages
{
    private readonly List<string> _images = [];
    private readonly List<string> _containers = [];
    private Command _endpoint = null!;
    private int _repositories;

    /// <summary>What each server among the applications prints when it can be asked.</summary>
    private const string Ready = "listening on";

    protected string Folder { get; private set; } = null!;

    protected Uri Address { get; private set; } = null!;

    protected AmazonECRClient Ecr { get; private set; } = null!;

    protected DockerClient Docker { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task ServeAsync()
    {
        Folder = Directory.CreateTempSubdirectory("workbook-build-").FullName;
        _endpoint = Command.Start("start", "--port", "0");
        Address = await _endpoint.EndpointAsync();
        Ecr = new(new BasicAWSCredentials("test", "test"), new AmazonECRConfig { ServiceURL = Address.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        Docker = new DockerClientBuilder().Build();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var container in _containers) await Docker.Containers.RemoveContainerAsync(container, new() { Force = true, RemoveVolumes = true });
        foreach (var image in _images) await Programs.TryAsync("docker", "rmi", "--force", image);
        Ecr.Dispose();
        Docker.Dispose();
        await _endpoint.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A sample application, in a folder where it can be built.</summary>
    protected string App(string name)
    {
        var target = Path.Combine(Folder, name);
        if (Directory.Exists(target)) return target;
        var source = Path.Combine(Command.Root, "notebooks", "apps", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(source, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" or "node_modules") continue;
            Write(Path.Combine(name, path), File.ReadAllText(file));
        }
        return target;
    }

    /// <summary>Writes a file below the folder.</summary>
    protected string Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    protected async Task<string> NewRepositoryAsync()
    {
        var name = $"lesson/app{++_repositories}";
        await Ecr.CreateRepositoryAsync(new() { RepositoryName = name });
        _images.Add($"localhost:{Address.Port}/{name}:1");
        return name;
    }

    /// <summary>Runs <c>workbook build</c> against the endpoint.</summary>
    protected Task<(int ExitCode, string Output)> BuildAsync(params string[] arguments) => BuildAsync([], arguments);

    protected Task<(int ExitCode, string Output)> BuildAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        if (Array.IndexOf(arguments, "-t") is var at and >= 0) _images.AddRange([arguments[at + 1], $"localhost:{Address.Port}/{arguments[at + 1]}"]);
        environment.TryAdd("XDG_DATA_HOME", Folder);
        return Command.RunAsync(environment, ["build", .. arguments, "--endpoint", Address.ToString()]);
    }

    protected async Task NeedDockerAsync()
    {
        try
        {
            await Docker.System.GetSystemInfoAsync();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException)
        {
            Assert.Ignore("No Docker Engine answers. To run this test: apt-get install docker.io, and dockerd &");
        }
    }

    /// <summary>Pulls an image from the registry.</summary>
    protected async Task PullAsync(string image)
    {
        var login = Encoding.UTF8.GetString(Convert.FromBase64String((await Ecr.GetAuthorizationTokenAsync(new())).AuthorizationData[0].AuthorizationToken)).Split(':', 2);
        var (repository, tag) = (image[..image.LastIndexOf(':')], image[(image.LastIndexOf(':') + 1)..]);
        _images.Add(image);
        var pulled = new Failures();
        await Docker.Images.CreateImageAsync(new() { FromImage = repository, Tag = tag }, new() { Username = login[0], Password = login[1] }, pulled);
        pulled.Message.Should().BeNull();
    }

    /// <summary>Pulls an image from the registry and starts it; returns when it serves.</summary>
    /// <returns>The address of its port, and the container's id.</returns>
    protected async Task<(Uri Address, string Container)> StartAsync(string image, int port, params string[] command)
    {
        await PullAsync(image);
        var created = await Docker.Containers.CreateContainerAsync(new()
        {
            Image = image,
            Cmd = command,
            HostConfig = new() { PortBindings = new Dictionary<string, IList<PortBinding>> { [$"{port}/tcp"] = [new() { HostIP = "127.0.0.1" }] } },
        });
        _containers.Add(created.ID);
        await Docker.Containers.StartContainerAsync(created.ID, new());
        await HearAsync(created.ID, Ready);
        var running = await Docker.Containers.InspectContainerAsync(created.ID);
        return (new($"http://127.0.0.1:{running.NetworkSettings!.Ports![$"{port}/tcp"][0].HostPort}/"), created.ID);
    }

    /// <summary>Returns when a container has printed something.</summary>
    private async Task HearAsync(string container, string words)
    {
        var heard = new StringBuilder();
        using var stream = await Docker.Containers.GetContainerLogsAsync(container, new() { ShowStdout = true, ShowStderr = true, Follow = true });
        var buffer = new byte[4096];
        while (!heard.ToString().Contains(words, StringComparison.Ordinal))
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, default);
            if (read.EOF) Assert.Fail($"The container ended. It printed:\n{heard}");
            heard.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
    }
}
