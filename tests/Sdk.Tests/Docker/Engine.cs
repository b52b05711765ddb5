using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

/// <summary>
/// The Docker Engine that these tests run on, and an image with nothing but BusyBox in it. All that the tests make carries one
/// label, by which it is removed; nothing else on the Engine is touched.
/// </summary>
[SetUpFixture]
internal sealed class Engine
{
    private const string BusyBox = "/bin/busybox";
    private const string Label = "workbook.sdk-tests";

    private static readonly string Run = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
    private static int _names;

    public static DockerClient Client { get; private set; } = null!;

    public static string Image { get; } = $"workbook-sdk-tests/busybox:{Run}";

    public static Dictionary<string, string> Labels => new() { [Label] = Run };

    /// <summary>Only what this run made.</summary>
    public static Dictionary<string, IDictionary<string, bool>> Ours => new() { ["label"] = new Dictionary<string, bool> { [$"{Label}={Run}"] = true } };

    public static string NewName() => $"workbook-sdk-tests-{Run}-{Interlocked.Increment(ref _names)}";

    /// <summary>Creates a container that runs a shell script.</summary>
    public static async Task<string> CreateAsync(string script, Action<CreateContainerParameters>? with = null)
    {
        var parameters = new CreateContainerParameters { Image = Image, Name = NewName(), Cmd = ["/bin/busybox", "sh", "-c", script], Labels = Labels };
        with?.Invoke(parameters);
        return (await Client.Containers.CreateContainerAsync(parameters)).ID;
    }

    public static async Task<string> StartAsync(string script, Action<CreateContainerParameters>? with = null)
    {
        var id = await CreateAsync(script, with);
        (await Client.Containers.StartContainerAsync(id, new ContainerStartParameters())).Should().BeTrue();
        return id;
    }

    public static Task RemoveAsync(string container) =>
        Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });

    public static async Task<MemoryStream> TarAsync(params (string Path, byte[] Content)[] files)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content),
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
                });
            }
        }
        archive.Position = 0;
        return archive;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [OneTimeSetUp]
    public async Task AskForEngine()
    {
        Client = new DockerClientBuilder().Build();
        try
        {
            await Client.System.PingAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            Assert.Ignore("Needs a Docker Engine: install Docker and start it.");
        }
        if (!File.Exists(BusyBox)) Assert.Ignore("Needs BusyBox that is linked statically. To run these tests: apt-get install busybox-static");
        var layer = await TarAsync(("bin/busybox", await File.ReadAllBytesAsync(BusyBox)));
        var reports = new Reports<JSONMessage>();
        var parameters = new ImagesCreateParameters { Repo = Image.Split(':')[0], Tag = Run, Changes = [$"LABEL {Label}={Run}", "ENV GREETING=hello PATH=/bin"] };
        await Client.Images.CreateImageAsync(parameters, layer, new AuthConfig(), reports);
        reports.All.Should().NotContain(message => message.Error != null);
    }

    [OneTimeTearDown]
    public async Task RemoveAllOfOurs()
    {
        try
        {
            if (TestContext.CurrentContext.Result.Outcome.Status != NUnit.Framework.Interfaces.TestStatus.Skipped) await RemoveAllAsync();
        }
        finally
        {
            Client.Dispose();
        }
    }

    private static async Task RemoveAllAsync()
    {
        foreach (var container in await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Ours })) await RemoveAsync(container.ID);
        foreach (var network in await Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Ours })) await Client.Networks.DeleteNetworkAsync(network.ID);
        foreach (var volume in (await Client.Volumes.ListAsync(new VolumesListParameters { Filters = Ours })).Volumes ?? []) await Client.Volumes.RemoveAsync(volume.Name, force: true);
        foreach (var image in await Client.Images.ListImagesAsync(new ImagesListParameters { Filters = Ours })) await Client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters { Force = true });
    }
}
