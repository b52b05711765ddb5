using Docker.DotNet;
using Workbook.Engine.Building.Bases;
using Workbook.Engine.Building.Docker;
using Workbook.Engine.Building.Dotnet;
using Workbook.Engine.Runtimes.Docker;

namespace Workbook.Engine.Building;

/// <summary>
/// Builds an image of a folder. A Dockerfile is built by Docker; a .NET project also without Docker, by the .NET SDK, which pushes what
/// it builds to the workbook's registry.
/// </summary>
/// <param name="endpoint">Where the Docker Engine is, if there is one.</param>
/// <param name="targets">The workbook's registry.</param>
/// <param name="log">Hears how it goes.</param>
public sealed class ImageBuilder(DockerEndpoint endpoint, IPushTargets targets, IBuildLog log)
{
    private readonly MachineBases _bases = MachineBases.OfThisUser();

    /// <exception cref="BuildException">It cannot be built or pushed; the message says why and what to do next.</exception>
    public async Task<BuiltImage> BuildAsync(ImageBuild build, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(build.Folder)) throw new BuildException($"There is no folder {build.Folder}. Name the one with the Dockerfile or the project.");
        var name = ImageName.Parse(build.Name, targets.LocalPort);
        var folder = Path.GetFullPath(build.Folder);
        var dockerfile = FindDockerfile(folder, build.Dockerfile);
        var project = build.Dockerfile is null ? DotnetProject.Find(folder) : null;
        if (dockerfile is null && project is null) throw new BuildException($"{build.Folder} has neither a Dockerfile nor a .NET project. Write a Dockerfile in it, or name one with --file.");
        if (build.WithoutDocker && project is null)
            throw new BuildException($"{build.Folder} has no .NET project, and a Dockerfile cannot be built without Docker. Leave out --without-docker{(build.Dockerfile is null ? "" : " or --file")}.");

        if (dockerfile is not null && !build.WithoutDocker)
        {
            using var docker = Connect(out var problem);
            if (docker is not null)
            {
                var with = new DockerBuild(docker, _bases, log);
                problem = await with.ProblemAsync(cancellation);
                if (problem is null) return await BuildAsync(with, folder, dockerfile, project, name, build, cancellation);
            }
            if (project is null) throw new BuildException($"A Dockerfile is built by Docker, and the folder has no .NET project that could do without. {problem}");
            log.Write($"{problem}\nIt is done without Docker, by the .NET SDK.\n");
        }
        return await PublishAsync(project!, name, build, cancellation);
    }

    private async Task<BuiltImage> BuildAsync(DockerBuild docker, string folder, string dockerfile, string? project, ImageName name, ImageBuild build, CancellationToken cancellation)
    {
        var push = build.Push || name.IsOfWorkbook;
        // Before the build, which may take long, so that one who cannot push hears of it at once.
        var target = name.IsOfWorkbook || (push && name.IsLocal) ? await targets.FindAsync(name.Repository, name.Home, cancellation) : null;
        try
        {
            await docker.BuildAsync(folder, dockerfile, name.Text, build.Arguments, target, cancellation);
        }
        catch (BuildException error) when (project is not null && IsUnreachable(error.Message))
        {
            throw new BuildException($"{error.Message}\nWhere public registries cannot be reached, `workbook build {build.Folder} -t {build.Name} --without-docker` builds the project by itself.", error);
        }
        if (!push) return new(name.Text, IsPushed: false);
        var repository = target?.Uri ?? name.Reference.Name;
        if (repository != name.Reference.Name) await docker.TagAsync(name.Text, repository, name.Tag, cancellation);
        await docker.PushAsync(repository, name.Tag, target, cancellation);
        return new($"{repository}:{name.Tag}", IsPushed: true);
    }

    private async Task<BuiltImage> PublishAsync(string project, ImageName name, ImageBuild build, CancellationToken cancellation)
    {
        if (!name.IsOfWorkbook && !name.IsLocal)
            throw new BuildException($"Without Docker, images are pushed to the workbook's registry, and {name.Text} is in another one. Call it -t {name.Repository}:{name.Tag}.");
        var target = await targets.FindAsync(name.Repository, name.Home, cancellation);
        await new DotnetBuild(_bases, log).PublishAsync(project, target, name.Tag, build.Arguments, cancellation);
        return new($"{target.Uri}:{name.Tag}", IsPushed: true);
    }

    private static bool IsUnreachable(string message) =>
        message.Contains("dial tcp", StringComparison.Ordinal) || message.Contains("Client.Timeout", StringComparison.Ordinal) || message.Contains("i/o timeout", StringComparison.Ordinal);

    private DockerClient? Connect(out string? problem)
    {
        problem = null;
        try
        {
            return endpoint.Connect();
        }
        catch (IOException error)
        {
            problem = error.Message;
            return null;
        }
    }

    /// <summary>From the folder, with forward slashes; null for none.</summary>
    private static string? FindDockerfile(string folder, string? named)
    {
        if (named is null) return File.Exists(Path.Combine(folder, Dockerfile.DefaultName)) ? Dockerfile.DefaultName : null;
        // As docker takes it, from where one is; and from the folder, as one would think.
        var path = new[] { Path.GetFullPath(named), Path.Combine(folder, named) }.FirstOrDefault(File.Exists)
            ?? throw new BuildException($"There is no Dockerfile {named}. Name one with --file, from here or from the folder that is built.");
        var inside = Path.GetRelativePath(folder, path).Replace('\\', '/');
        return inside.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(inside)
            ? throw new BuildException($"The Dockerfile {named} is not in the folder {folder}. Move it there, so that it is sent along.")
            : inside;
    }
}
