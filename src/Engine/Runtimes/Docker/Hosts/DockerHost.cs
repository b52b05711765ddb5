using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Cgroups;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>One Docker Engine, and what this engine has on it beside containers: a network, and the image of pause containers.</summary>
internal sealed class DockerHost(DockerClient client, EngineIdentity identity, TimeProvider time) : IDisposable
{
    public const string PauseImage = "workbook/pause:1";

    /// <summary>How long to wait before Docker is asked again when it did not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Five seconds in all.</summary>
    private const int RemovalAttempts = 20;

    /// <summary>More containers made at once do not make Docker faster.</summary>
    private readonly SemaphoreSlim _starting = new(8);
    private readonly SemaphoreSlim _preparing = new(1);

    public DockerClient Client { get; } = client;

    public EngineIdentity Identity { get; } = identity;

    /// <summary>The machine that it runs on, as it was when it was connected.</summary>
    public SystemInfoResponse Machine { get; private set; } = new();

    /// <summary>Where tasks of network mode <c>awsvpc</c> have their interfaces.</summary>
    public TaskBridge Bridge { get; } = new(identity);

    /// <summary>How tasks are held to their size, decided when it is made ready.</summary>
    public CgroupChoice Cgroups { get; private set; } = CgroupChoice.Separate("nobody has looked whether it can be otherwise");

    /// <summary>Looks whether Docker answers.</summary>
    /// <exception cref="IOException">It does not, or refuses; the message says why and what to do.</exception>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            Machine = await Client.System.GetSystemInfoAsync(cancellation);
        }
        catch (Exception error) when (DockerErrors.IsUnreachable(error))
        {
            throw new IOException(HostErrors.Describe(Client.Options.Endpoint, error), error);
        }
        catch (DockerApiException error)
        {
            throw new IOException(HostErrors.Unusable(Client.Options.Endpoint, error), error);
        }
    }

    /// <summary>
    /// True when both are connected to one Docker Engine. Copied machines may have the same id, and so may two Docker Engines on
    /// one machine; but these differ in name, and in where they keep what they have.
    /// </summary>
    public bool IsSameAs(DockerHost other) => Marks == other.Marks;

    private (string, string, string) Marks => (Machine.ID, Machine.Name, Machine.DockerRootDir);

    /// <summary>Makes ready what all tasks share.</summary>
    /// <exception cref="IOException">Docker refuses; the message says why and what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            await AbandonedEngines.RemoveAsync(this, cancellation);
            await AskAsync(MakePauseImageAsync, cancellation);
            var cgroups = CgroupChoice.MakeAsync(this, CgroupTree.OfThisMachine(), cancellation);
            await Task.WhenAll(PrepareNetworkAsync(cancellation), cgroups);
            Cgroups = await cgroups;
        }
        catch (Exception error) when (error is DockerApiException or NotSupportedException)
        {
            throw new IOException(HostErrors.Unusable(Client.Options.Endpoint, error), error);
        }
    }

    /// <summary>Called when it answers, at first and after each silence, before anything is told of its containers; null for nobody.</summary>
    public Func<Task>? Answered { get; set; }

    /// <summary>Asks Docker something, and again as soon as it answers when it is gone: nothing is decided from silence.</summary>
    public async Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await question(Client, cancellation);
            }
            catch (Exception error) when (DockerErrors.IsUnreachable(error) && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    public Task AskAsync(Func<DockerClient, CancellationToken, Task> question, CancellationToken cancellation) => AskAsync(
        async (docker, stop) =>
        {
            await question(docker, stop);
            return true;
        },
        cancellation);

    /// <summary>
    /// Creates and starts a container. One that is there already under its name is taken, and not started a second time: it
    /// is what was asked for before an interruption.
    /// </summary>
    /// <param name="created">Called with its id before it starts.</param>
    /// <returns>True when it was there and had been started already.</returns>
    /// <exception cref="ContainerFailedException">Docker refuses; the message is the agent's.</exception>
    public async Task<bool> RunAsync(CreateContainerParameters container, Action<string> created, CancellationToken cancellation)
    {
        await _starting.WaitAsync(cancellation);
        try
        {
            return await CreateAndStartAsync(container, created, cancellation);
        }
        catch (ContainerFailedException error) when (IsForWantOfOurs(error))
        {
            // Somebody removed the network or the image since the start.
            await RemoveAsync(container.Name!, cancellation);
            await PrepareNetworkAsync(cancellation);
            return await CreateAndStartAsync(container, created, cancellation);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Looks at a container that was just started.</summary>
    /// <exception cref="ContainerFailedException">Somebody has removed it already.</exception>
    public async Task<ContainerInspectResponse> InspectAsync(string container, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync((docker, stop) => docker.Containers.InspectContainerAsync(container, stop), cancellation);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw new ContainerFailedException(DockerErrors.Gone, error);
        }
    }

    /// <summary>Removes a container with its anonymous volumes; returns when it is gone, whoever removed it.</summary>
    /// <exception cref="DockerApiException">Docker cannot remove it, also after some patience.</exception>
    public async Task RemoveAsync(string container, CancellationToken cancellation)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await AskAsync((docker, stop) => docker.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, stop), cancellation);
                return;
            }
            catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }
            catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.Conflict)
            {
                // Its removal is under way, and until that is done its name is taken.
                await Task.Delay(Pause, time, cancellation);
            }
            catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.InternalServerError && ++failures < RemovalAttempts)
            {
                // A mount that the kernel still holds is free a moment later.
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    /// <summary>Makes the image of pause containers and the tasks' network, where they are not there yet.</summary>
    public async Task PrepareNetworkAsync(CancellationToken cancellation)
    {
        await _preparing.WaitAsync(cancellation);
        try
        {
            await AskAsync(Bridge.MakeAsync, cancellation);
            await AskAsync(MakePauseImageAsync, cancellation);
        }
        finally
        {
            _preparing.Release();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _starting.Dispose();
        _preparing.Dispose();
    }

    private bool IsForWantOfOurs(ContainerFailedException error) => error.InnerException is DockerApiException { StatusCode: HttpStatusCode.NotFound } refused
        && (refused.ResponseBody?.Contains(Bridge.Name, StringComparison.Ordinal) == true || refused.ResponseBody?.Contains(PauseImage, StringComparison.Ordinal) == true);

    private async Task<bool> CreateAndStartAsync(CreateContainerParameters container, Action<string> created, CancellationToken cancellation)
    {
        string id;
        bool hasRun;
        try
        {
            (id, hasRun) = await AskAsync((docker, _) => CreateAsync(docker, container), cancellation);
        }
        catch (DockerApiException error)
        {
            throw new ContainerFailedException(DockerErrors.CannotCreate(error), error);
        }
        created(id);
        if (hasRun) return true;
        try
        {
            await AskAsync((docker, _) => docker.Containers.StartContainerAsync(id, new ContainerStartParameters(), CancellationToken.None), cancellation);
        }
        catch (DockerApiException error)
        {
            throw new ContainerFailedException(DockerErrors.CannotStart(error), error);
        }
        return false;
    }

    // Once asked, Docker goes on making it, whoever hangs up: who wants to tidy up has to know what there is.
    private static async Task<(string Id, bool HasRun)> CreateAsync(DockerClient docker, CreateContainerParameters container)
    {
        try
        {
            return ((await docker.Containers.CreateContainerAsync(container, CancellationToken.None)).ID, false);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.Conflict && error.ResponseBody?.Contains("already in use", StringComparison.Ordinal) == true)
        {
            var known = await docker.Containers.InspectContainerAsync(container.Name!, CancellationToken.None);
            return (known.ID, known.State!.Status != "created");
        }
    }

    private async Task MakePauseImageAsync(DockerClient docker, CancellationToken cancellation)
    {
        try
        {
            await docker.Images.InspectImageAsync(PauseImage, cancellation);
        }
        catch (DockerImageNotFoundException)
        {
            using var archive = PauseProgram.Archive(Machine.Architecture);
            await docker.Images.CreateImageAsync(
                // The tag with the name: Podman does not heed it otherwise.
                new ImagesCreateParameters { FromSrc = "-", Repo = PauseImage, Changes = ["ENTRYPOINT [\"/pause\"]"] },
                archive,
                null!,
                new Progress<JSONMessage>(),
                cancellation);
        }
    }
}
