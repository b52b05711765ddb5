using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// A container of the machine's Docker Engine, where bubblewrap is not: read-only programs and libraries of this machine, a small temporary file system, a user that
/// owns nothing, and a network with nobody in it; the engine is a socket. A container of a grader that was killed ends by itself and is removed by the next grader.
/// </summary>
public sealed class DockerSandbox : ISandbox, IDisposable
{
    private const string Endpoint = "http://127.0.0.1:4566/";
    private const int Killed = 137;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly DockerClient _docker;
    private readonly string _image;

    private DockerSandbox(DockerClient docker, string image) => (_docker, _image) = (docker, image);

    public string Name => "docker";

    public string? Warning => null;

    /// <summary>The sandbox where it works; else why it does not, which is nothing where there is no Docker Engine.</summary>
    public static async Task<(DockerSandbox? Sandbox, string Why)> TryCreateAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return (null, "");
        if (await ConnectAsync(cancellation) is not { } docker) return (null, "");
        try
        {
            return (await MakeAsync(docker, time, cancellation), "");
        }
        catch (Exception error) when (error is GradingException || IsDockers(error))
        {
            docker.Dispose();
            return (null, $"Docker answers and its containers cannot be used for it: {error.Message}");
        }
    }

    public async Task<SandboxedEnd> RunAsync(SandboxedProgram program, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        await using var engine = SocketForwarder.Start(program.EngineSocket, program.Endpoint, limits.OpenFiles, () => { });
        var folders = DockerSandboxContainer.Folders(program.Folder);
        folders["/app"] = Path.GetDirectoryName(program.Host)!;
        folders["/submission"] = Path.GetDirectoryName(program.Assembly)!;
        var environment = new Dictionary<string, string?>();
        SubmissionEnvironment.Set(environment, "/work", Endpoint, "/sockets/" + SandboxedNames.ChecksSocket, "/sockets/" + SandboxedNames.EngineSocket);
        string[] command = ["/dotnet/dotnet", "/app/" + Path.GetFileName(program.Host), "/submission/" + Path.GetFileName(program.Assembly)];
        return await RunAsync(DockerSandboxContainer.Of(_image, folders, command, environment, limits, time.GetUtcNow()), limits, time, cancellation);
    }

    public void Dispose() => _docker.Dispose();

    private static async Task<DockerClient?> ConnectAsync(CancellationToken cancellation)
    {
        DockerClient? docker = null;
        try
        {
            docker = new DockerClientBuilder().WithTimeout(Patience).Build();
            await docker.System.PingAsync(cancellation);
            return docker;
        }
        catch (Exception error) when (error is DockerConfigurationException || IsDockers(error))
        {
            docker?.Dispose();
            return null;
        }
    }

    private static async Task<DockerSandbox> MakeAsync(DockerClient docker, TimeProvider time, CancellationToken cancellation)
    {
        var machine = await docker.System.GetSystemInfoAsync(cancellation);
        if (!machine.MemoryLimit || !machine.PidsLimit) throw new GradingException("it cannot limit their memory and processes.");
        var sandbox = new DockerSandbox(docker, await DockerSandboxImage.MakeAsync(docker, cancellation));
        await sandbox.RemoveLeftOversAsync(time.GetUtcNow(), cancellation);
        // A Docker Engine elsewhere, or one that is kept from this machine's temporary folder, finds nothing to mount.
        var folder = Directory.CreateTempSubdirectory("workbook-sandbox-");
        try
        {
            var limits = new SandboxLimits();
            var trial = DockerSandboxContainer.Of(sandbox._image, DockerSandboxContainer.Folders(folder.FullName), ["/usr/bin/env", "true"], new Dictionary<string, string?>(), limits, time.GetUtcNow());
            var end = await sandbox.RunAsync(trial, limits, time, cancellation);
            return end is { End: SubmissionEnd.Exited, ExitCode: 0 } ? sandbox : throw new GradingException($"one ended with exit code {end.ExitCode}. {end.Output.Trim()}");
        }
        finally
        {
            folder.Delete();
        }
    }

    private async Task<SandboxedEnd> RunAsync(CreateContainerParameters container, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var id = (await _docker.Containers.CreateContainerAsync(container, cancellation)).ID;
            try
            {
                return await RunAsync(id, limits, time, cancellation);
            }
            finally
            {
                await RemoveAsync(id);
            }
        }
        catch (Exception error) when (IsDockers(error))
        {
            throw new GradingException($"Docker could not run the submission: {error.Message}", error);
        }
    }

    private async Task<SandboxedEnd> RunAsync(string id, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        using var attached = await _docker.Containers.AttachContainerAsync(id, new() { Stream = true, Stdout = true, Stderr = true }, cancellation);
        var output = new CappedOutput();
        var reading = output.ReadAsync(attached);
        await _docker.Containers.StartContainerAsync(id, new(), cancellation);
        var (end, exitCode) = await WatchAsync(id, limits, time, cancellation);
        // What it printed ends with it.
        await EndAsync(id);
        await reading.WaitAsync(OutputGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(end, exitCode, output.ToString());
    }

    private async Task<(SubmissionEnd End, int ExitCode)> WatchAsync(string id, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        int exitCode;
        try
        {
            exitCode = (int)(await _docker.Containers.WaitContainerAsync(id, cancellation).WaitAsync(limits.Time, time, cancellation)).StatusCode;
        }
        catch (TimeoutException)
        {
            return (SubmissionEnd.TimedOut, Killed);
        }
        var state = (await _docker.Containers.InspectContainerAsync(id, cancellation)).State;
        return (state?.OOMKilled == true ? SubmissionEnd.OutOfMemory : SubmissionEnd.Exited, exitCode);
    }

    private async Task EndAsync(string id)
    {
        try
        {
            await _docker.Containers.KillContainerAsync(id, new());
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // It has ended already.
        }
    }

    /// <summary>Docker answers when all of its processes are gone.</summary>
    private async Task RemoveAsync(string id)
    {
        try
        {
            await _docker.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true });
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody else has removed it.
        }
    }

    private async Task RemoveLeftOversAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [DockerSandboxContainer.Deadline] = true } };
        var all = await _docker.Containers.ListContainersAsync(new() { All = true, Filters = filters }, cancellation);
        foreach (var container in all.Where(container => DockerSandboxContainer.IsLeftOver(container, now))) await RemoveAsync(container.ID);
    }

    private static bool IsDockers(Exception error) => error is DockerApiException or HttpRequestException or IOException or TimeoutException;
}
