using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Building;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>Brings images to one Docker Engine. Whoever asks for an image that is being pulled waits for that pull.</summary>
internal sealed class ImagePuller(DockerHost host, ImagePullBehavior behavior, RegistryLogins logins, SampleImages? samples, IProgress<PullProgress>? progress)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _pulls = new(StringComparer.Ordinal);

    /// <summary>Makes sure that the image is there.</summary>
    /// <returns>Its digest in the registry; null for an image that never was in one.</returns>
    /// <exception cref="ContainerFailedException">It cannot be pulled; the message is the agent's.</exception>
    public async Task<string?> PullAsync(string image, AuthConfig? login, CancellationToken cancellation)
    {
        var pull = _pulls.GetOrAdd(image, name => new(() => PullNowAsync(name, login, cancellation)));
        try
        {
            return await pull.Value;
        }
        finally
        {
            _pulls.TryRemove(new(image, pull));
        }
    }

    private async Task<string?> PullNowAsync(string image, AuthConfig? login, CancellationToken cancellation)
    {
        var reference = ImageReference.Parse(image);
        var known = await FindAsync(image, cancellation);
        if (known is not null && behavior == ImagePullBehavior.PreferCached && !IsOnThisMachine(reference)) return DigestOf(known, reference);
        if (known is null && samples?.Has(reference) == true) return await MakeAsync(samples, reference, cancellation);
        try
        {
            await AskRegistryAsync(reference, login ?? logins.For(reference), cancellation);
        }
        catch (ContainerFailedException) when (known is not null && behavior != ImagePullBehavior.Always)
        {
            return DigestOf(known, reference);
        }
        return DigestOf(await FindAsync(image, cancellation) ?? throw new ContainerFailedException($"CannotPullContainerError: {image} is gone again after the pull"), reference);
    }

    private async Task<string?> MakeAsync(SampleImages all, ImageReference image, CancellationToken cancellation)
    {
        try
        {
            await host.AskAsync((docker, stop) => all.MakeAsync(image, docker, stop), cancellation);
            return null;
        }
        catch (BuildException error)
        {
            throw new ContainerFailedException($"CannotPullContainerError: {image.ShortName} is built of the course's own application, which failed: {error.Message}", error);
        }
    }

    private async Task AskRegistryAsync(ImageReference image, AuthConfig login, CancellationToken cancellation)
    {
        var answer = new PullAnswer(image.Canonical, progress);
        try
        {
            await host.AskAsync((docker, stop) => docker.Images.CreateImageAsync(Parameters(image), login, answer, stop), cancellation);
        }
        catch (DockerApiException error)
        {
            throw new ContainerFailedException(DockerErrors.CannotPull(error), error);
        }
        finally
        {
            answer.End();
        }
        if (answer.Error is { } refusal) throw new ContainerFailedException($"CannotPullContainerError: Error response from daemon: {refusal}");
    }

    private static ImagesCreateParameters Parameters(ImageReference image) => new()
    {
        FromImage = image.Name,
        Tag = image.Digest.Length > 0 ? image.Digest : image.Tag,
    };

    private async Task<ImageInspectResponse?> FindAsync(string image, CancellationToken cancellation)
    {
        try
        {
            return await host.AskAsync((docker, stop) => docker.Images.InspectImageAsync(image, stop), cancellation);
        }
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (DockerApiException error)
        {
            throw new ContainerFailedException(DockerErrors.CannotPull(error), error);
        }
    }

    private static string? DigestOf(ImageInspectResponse image, ImageReference reference)
    {
        if (reference.Digest.Length > 0) return reference.Digest;
        foreach (var name in image.RepoDigests ?? [])
        {
            var parsed = ImageReference.Parse(name);
            if (parsed.Registry == reference.Registry && parsed.Repository == reference.Repository) return parsed.Digest;
        }
        return null;
    }

    private static bool IsOnThisMachine(ImageReference image)
    {
        var name = image.Registry.Split(':')[0];
        return name is "localhost" or "127.0.0.1" || name.EndsWith(".localhost", StringComparison.Ordinal);
    }
}
