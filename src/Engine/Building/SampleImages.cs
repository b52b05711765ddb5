using System.Diagnostics.CodeAnalysis;
using System.Text;
using Docker.DotNet;
using Workbook.Engine.Building.Bases;
using Workbook.Engine.Building.Docker;
using Workbook.Engine.Building.Dotnet;
using Workbook.Engine.Runtimes;

namespace Workbook.Engine.Building;

/// <summary>
/// Sample applications that tasks may name as images, such as <c>hello</c> or <c>hello:2</c>, though no registry has them: a Docker Engine that lacks
/// one is given it, built of its folder on a base image that is made of this machine's own runtime.
/// </summary>
/// <param name="folder">With a folder for each application.</param>
/// <param name="log">Hears that one is built, and when that fails all that the build printed.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for.")]
public sealed class SampleImages(string folder, IBuildLog log)
{
    private const string Offline = "Dockerfile.offline";

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Whether an image is one of them.</summary>
    internal bool Has(ImageReference image) =>
        image is { Registry: "docker.io", Digest: "" } && image.Repository.StartsWith("library/", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, image.ShortName, Offline));

    /// <exception cref="BuildException">It cannot be built; the message says why.</exception>
    internal async Task MakeAsync(ImageReference image, DockerClient docker, CancellationToken cancellation)
    {
        var own = new HeldLog();
        await _turn.WaitAsync(cancellation);
        try
        {
            log.Write($"Building {image.ShortName}:{image.Tag} of the course's sample application\n");
            await BuildAsync(Path.Combine(folder, image.ShortName), image, docker, own, cancellation);
        }
        catch (BuildException)
        {
            log.Write(own.Text);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task BuildAsync(string source, ImageReference image, DockerClient docker, HeldLog log, CancellationToken cancellation)
    {
        if (DotnetProject.Find(source) is { } project) await new DotnetCommand(log).PublishAsync([project, "-o", Path.Combine(source, "bin", "image")], null, cancellation);
        var version = image.Tag == "latest" ? "1" : image.Tag;
        await new DockerBuild(docker, MachineBases.OfThisUser(), log)
            .BuildAsync(source, Offline, $"{image.ShortName}:{image.Tag}", new Dictionary<string, string>(StringComparer.Ordinal) { ["VERSION"] = version }, null, cancellation);
    }

    /// <summary>What a build prints is worth reading when it failed.</summary>
    private sealed class HeldLog : IBuildLog
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public void Write(string text)
        {
            lock (_text) _text.Append(text);
        }

        public void Report(string what, long bytes, long totalBytes)
        {
        }
    }
}
