using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>
/// The public images of the lessons, made of this machine's BusyBox where Docker has none of that name: tests pull nothing from the network.
/// </summary>
internal sealed class StandInImages(DockerClient docker, IReadOnlyList<string> made) : IAsyncDisposable
{
    private const string BusyBox = "/bin/busybox";
    private const string HowTo = "To run this test: apt-get install docker.io iptables busybox-static, and start dockerd.";
    private const string Common = "FROM scratch\nCOPY busybox /bin/busybox\nENV PATH=/bin\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n";

    private static readonly Dictionary<string, string> Dockerfiles = new()
    {
        ["public.ecr.aws/docker/library/busybox:1.36"] = Common + "CMD [\"sh\"]\n",
        ["public.ecr.aws/docker/library/nginx:1.27"] = Common + "RUN mkdir /www && echo Welcome > /www/index.html\nEXPOSE 80\n"
            + "CMD [\"sh\", \"-c\", \"httpd -f -p 80 -h /www & trap 'kill $!; exit 0' TERM; wait\"]\n",
    };

    /// <summary>Makes them; skips the test where there is no Docker Engine, or nothing to make them from.</summary>
    public static async Task<StandInImages> MakeAsync()
    {
        if (!File.Exists(BusyBox)) Assert.Ignore($"BusyBox, linked statically, is missing. {HowTo}");
        var docker = new DockerClientBuilder().Build();
        try
        {
            await docker.System.PingAsync();
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutException or DockerConfigurationException)
        {
            docker.Dispose();
            Assert.Ignore($"No Docker Engine answers. {HowTo}");
        }
        var made = new List<string>();
        foreach (var (name, dockerfile) in Dockerfiles)
        {
            if (await IsThereAsync(docker, name)) continue;
            await BuildAsync(docker, name, dockerfile);
            made.Add(name);
        }
        return new(docker, made);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in made) await docker.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true });
        docker.Dispose();
    }

    private static async Task<bool> IsThereAsync(DockerClient docker, string image)
    {
        try
        {
            await docker.Images.InspectImageAsync(image);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }

    private static async Task BuildAsync(DockerClient docker, string name, string dockerfile)
    {
        var context = new MemoryStream();
        await using (var writer = new TarWriter(context, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(dockerfile)) });
            await using var program = File.OpenRead(BusyBox);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "busybox") { DataStream = program, Mode = (UnixFileMode)0b111_101_101 });
        }
        context.Position = 0;
        var failures = new Failures();
        await docker.Images.BuildImageFromDockerfileAsync(new() { Tags = [name], Remove = true, ForceRemove = true }, context, null, null, failures);
        failures.Message.Should().BeNull();
    }
}
