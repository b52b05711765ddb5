using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Building.Bases;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Images;

namespace Workbook.Engine.Building.Docker;

/// <summary>Builds, tags and pushes with a Docker Engine.</summary>
internal sealed class DockerBuild(DockerClient docker, MachineBases bases, IBuildLog log)
{
    private readonly RegistryLogins _logins = RegistryLogins.OfThisUser();

    /// <summary>Why the Docker Engine cannot be used; null when it can.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        try
        {
            await docker.System.GetSystemInfoAsync(cancellation);
            return null;
        }
        catch (Exception error) when (DockerErrors.IsUnreachable(error))
        {
            return HostErrors.Describe(docker.Options.Endpoint, error);
        }
        catch (DockerApiException error)
        {
            return HostErrors.Unusable(docker.Options.Endpoint, error);
        }
    }

    /// <param name="folder">What is built.</param>
    /// <param name="dockerfile">From the folder, with forward slashes.</param>
    /// <param name="name">What to call the image.</param>
    /// <param name="arguments">For the Dockerfile's <c>ARG</c>s.</param>
    /// <param name="target">Where it will be pushed to: what is in there may be built on.</param>
    /// <exception cref="BuildException">It failed.</exception>
    public async Task BuildAsync(string folder, string dockerfile, string name, IReadOnlyDictionary<string, string> arguments, PushTarget? target, CancellationToken cancellation)
    {
        var builtOn = Dockerfile.BasesOf(await File.ReadAllTextAsync(Path.Combine(folder, dockerfile), cancellation));
        foreach (var image in builtOn) await LoadBaseAsync(ImageReference.Parse(image), cancellation);
        var parameters = new ImageBuildParameters
        {
            Tags = [name],
            Dockerfile = dockerfile,
            Remove = true,
            ForceRemove = true,
            BuildArgs = arguments.ToDictionary(StringComparer.Ordinal),
        };
        await using var context = await BuildContext.PackAsync(folder, IgnoreRules.Read(folder, dockerfile), cancellation);
        log.Write($"Sending {context.Length / 1024.0 / 1024.0:0.0} MiB to the Docker Engine at {docker.Options.Endpoint}\n");
        await AskAsync("The build failed", answer => docker.Images.BuildImageFromDockerfileAsync(parameters, context, Logins(builtOn, target), headers: null, answer, cancellation));
    }

    /// <summary>Gives an image one more name.</summary>
    public async Task TagAsync(string image, string repository, string tag, CancellationToken cancellation)
    {
        try
        {
            await docker.Images.TagImageAsync(image, new() { RepositoryName = repository, Tag = tag }, cancellation);
        }
        catch (DockerApiException error)
        {
            throw new BuildException($"{image} cannot be tagged as {repository}:{tag}. {DockerErrors.Text(error)}", error);
        }
    }

    /// <param name="target">Null for a registry that is not the workbook's: the learner's own login is used.</param>
    public Task PushAsync(string repository, string tag, PushTarget? target, CancellationToken cancellation) => AskAsync(
        $"{repository}:{tag} was built, but cannot be pushed",
        answer => docker.Images.PushImageAsync(repository, new() { Tag = tag }, target is null ? _logins.For(ImageReference.Parse(repository)) : Login(target), answer, cancellation));

    private async Task AskAsync(string failed, Func<BuildAnswer, Task> question)
    {
        var answer = new BuildAnswer(log);
        try
        {
            await question(answer);
        }
        catch (Exception error) when (error is DockerApiException || DockerErrors.IsUnreachable(error))
        {
            throw new BuildException($"{failed}. {DockerErrors.Text(error)}", error);
        }
        if (answer.Error is { } refusal) throw new BuildException($"{failed}: {refusal}");
    }

    private async Task LoadBaseAsync(ImageReference image, CancellationToken cancellation)
    {
        if (image.Registry != "docker.io" || await bases.FindAsync(image.Repository, image.Tag, cancellation) is not { } made) return;
        if (await IdOfAsync(made.Name, cancellation) == made.ConfigDigest) return;
        log.Write($"Loading {made.Name} into Docker\n");
        var archive = await made.ArchiveAsync(cancellation);
        await AskAsync($"{made.Name} cannot be loaded", answer => docker.Images.LoadImageAsync(new() { Quiet = true }, archive, answer, cancellation));
    }

    private async Task<string?> IdOfAsync(string image, CancellationToken cancellation)
    {
        try
        {
            return (await docker.Images.InspectImageAsync(image, cancellation)).ID;
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private IEnumerable<AuthConfig> Logins(IEnumerable<string> images, PushTarget? target)
    {
        foreach (var image in images.Select(ImageReference.Parse).DistinctBy(image => image.Registry))
        {
            if (image.Registry != target?.Registry && _logins.For(image) is { ServerAddress: not null } login) yield return login;
        }
        if (target is not null) yield return Login(target);
    }

    private static AuthConfig Login(PushTarget target) => new() { Username = target.UserName, Password = target.Password, ServerAddress = target.Registry };
}
