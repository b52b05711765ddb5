using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using ContainerState = Docker.DotNet.Models.State;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// Recognises images of another architecture by how their containers end. They are not refused beforehand: where an emulator is
/// installed, as Docker Desktop has one, they run.
/// </summary>
internal sealed class ForeignImages(DockerHost host)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    /// <summary>What to say of a container that failed at once because its program is not this machine's; null for all others.</summary>
    public async Task<string?> ReasonAsync(ContainerInspectResponse container, CancellationToken cancellation)
    {
        if (container.State!.ExitCode is not (1 or 255) || Lived(container.State) > AtOnce) return null;
        try
        {
            var image = await host.AskAsync((docker, stop) => docker.Images.InspectImageAsync(container.Image, stop), cancellation);
            var own = NameOf(host.Machine.Architecture);
            return image.Architecture.Length == 0 || image.Architecture == own ? null
                : $"CannotStartContainerError: exec format error: the image is for {image.Os}/{image.Architecture} and this Docker Engine runs {image.Os}/{own}. Build it with --platform {image.Os}/{own}.";
        }
        catch (DockerApiException)
        {
            // Without its image nothing can be said.
            return null;
        }
    }

    // The machine's name for it → the images' name
    private static string NameOf(string machine) => machine switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        var other => other,
    };

    private static TimeSpan Lived(ContainerState state) =>
        DateTimeOffset.TryParse(state.StartedAt, CultureInfo.InvariantCulture, out var started) && DateTimeOffset.TryParse(state.FinishedAt, CultureInfo.InvariantCulture, out var finished)
            ? finished - started
            : TimeSpan.Zero;
}
