using System.Formats.Tar;
using System.Text.Encodings.Web;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Tests.Scenarios;

// They wait for Docker most of the time.
[assembly: LevelOfParallelism(8)]

namespace Workbook.Engine.Tests;

/// <summary>
/// The Docker Engine that tests of the category Docker run on, with the practice images. They are made when the first test
/// asks, and are removed after the last; nothing else on the Engine is touched.
/// </summary>
[SetUpFixture]
internal sealed partial class PracticeDocker
{
    /// <summary>Where this machine has it.</summary>
    public const string BusyBox = "/bin/busybox";

    private const string Label = "workbook.engine-tests";
    private const string HowTo = "To run these tests: apt-get install docker.io iptables busybox-static, and start dockerd.";

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode Writable = Executable | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The programs of BusyBox that scripts of tests use.</summary>
    private static readonly string[] Programs =
        ["sh", "sleep", "true", "false", "tail", "wget", "httpd", "cat", "echo", "test", "[", "grep", "id", "pwd", "env", "touch", "ls", "df", "mknod", "ps", "hostname", "rm", "mkdir", "stat"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<Task<string?>> Preparation = new(PrepareAsync);

    private static DockerClient? _client;

    public static DockerClient Client => _client ?? throw new InvalidOperationException("Nobody has asked whether there is a Docker Engine.");

    private static string Mark => EngineIdentity.OfThisProcess().Process!;

    /// <summary>Skips the test where there is no Docker Engine, or nothing to make images from.</summary>
    public static async Task NeedAsync()
    {
        if (await Preparation.Value is { } lacking) Assert.Ignore($"{lacking} {HowTo}");
    }

    /// <summary>Makes the practice images on a Docker Engine.</summary>
    public static async Task MakeImagesAsync(DockerClient client)
    {
        var layer = await LayerAsync();
        await Task.WhenAll(PracticeImage.All.Select(image => MakeAsync(client, image, layer)));
    }

    [OneTimeTearDown]
    public async Task RemoveImages()
    {
        if (Preparation.IsValueCreated && await Preparation.Value is null) await RemoveImagesAsync(process => process == Mark);
        _client?.Dispose();
    }

    /// <returns>What is missing, or null.</returns>
    private static async Task<string?> PrepareAsync()
    {
        if (!File.Exists(BusyBox)) return "BusyBox, linked statically, is missing.";
        try
        {
            _client = new DockerClientBuilder().Build();
            await Client.System.PingAsync();
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutException or DockerConfigurationException)
        {
            return $"No Docker Engine answers ({error.Message}).";
        }
        // Of runs that were killed before they could tidy up.
        await RemoveImagesAsync(EngineIdentity.HasEnded);
        await MakeImagesAsync(Client);
        return null;
    }

    private static async Task MakeAsync(DockerClient client, PracticeImage image, byte[] layer)
    {
        var command = JsonSerializer.Serialize(new[] { "sh", "-c", image.Script }, Plain);
        var parameters = new ImagesCreateParameters
        {
            FromSrc = "-",
            Repo = image.Name,
            Changes = [$"LABEL {Label}={Mark}", "ENV PATH=/bin", $"CMD {command}"],
        };
        await client.Images.CreateImageAsync(parameters, new MemoryStream(layer), new AuthConfig(), new Progress<JSONMessage>());
    }

    private static async Task<byte[]> LayerAsync()
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await FileAsync("bin/busybox", await File.ReadAllBytesAsync(BusyBox), Executable);
            foreach (var program in Programs) await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{program}") { LinkName = "busybox" });
            await FileAsync("www/index.html", "hello"u8.ToArray(), Executable);
            await FileAsync("etc/passwd", "root:x:0:0::/:/bin/sh\nstudent:x:1234:1234::/:/bin/sh\n"u8.ToArray(), Executable);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = Writable });

            Task FileAsync(string path, byte[] content, UnixFileMode mode) =>
                writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), Mode = mode });
        }
        return archive.ToArray();
    }

    private static async Task RemoveImagesAsync(Predicate<string> isToGo)
    {
        foreach (var image in await Client.Images.ListImagesAsync(new ImagesListParameters { Filters = With(Label) }))
        {
            if (isToGo(image.Labels[Label])) await Client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters { Force = true });
        }
    }
}
