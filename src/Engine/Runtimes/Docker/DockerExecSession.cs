using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>A command that <c>docker exec</c> runs.</summary>
internal sealed class DockerExecSession(DockerContainer container, string id, MultiplexedStream stream, TimeProvider time) : IExecSession
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <exception cref="ExecException">Docker cannot start it.</exception>
    public static async Task<IExecSession> StartAsync(DockerContainer container, ExecCommand command, TimeProvider time, CancellationToken cancellation)
    {
        var docker = container.Host.Client;
        try
        {
            var created = await docker.Exec.CreateContainerExecAsync(
                container.Id,
                new ContainerExecCreateParameters { Cmd = [.. command.Arguments], TTY = command.HasTerminal, AttachStdin = true, AttachStdout = true, AttachStderr = true },
                cancellation);
            var stream = await docker.Exec.StartContainerExecAsync(created.ID, new ContainerExecStartParameters { TTY = command.HasTerminal }, cancellation);
            var session = new DockerExecSession(container, created.ID, stream, time);
            if (command.HasTerminal) await session.ResizeAsync(command.Columns, command.Rows, cancellation);
            return session;
        }
        catch (Exception error) when (error is DockerApiException || DockerErrors.IsUnreachable(error))
        {
            throw new ExecException(DockerErrors.Text(error), error);
        }
    }

    public async ValueTask<(ExecOutput From, int Count)> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var bytes = new byte[buffer.Length];
        var read = await stream.ReadOutputAsync(bytes, 0, bytes.Length, cancellation);
        bytes.AsMemory(0, read.Count).CopyTo(buffer);
        return (read.Target == MultiplexedStream.TargetStream.StandardError ? ExecOutput.Error : ExecOutput.Output, read.Count);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        var bytes = input.ToArray();
        await stream.WriteAsync(bytes, 0, bytes.Length, cancellation);
    }

    public ValueTask CloseInputAsync(CancellationToken cancellation)
    {
        stream.CloseWrite();
        return ValueTask.CompletedTask;
    }

    public async ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellation)
    {
        try
        {
            await container.Host.Client.Exec.ResizeExecTtyAsync(id, new ContainerResizeParameters { Width = columns, Height = rows }, cancellation);
        }
        catch (DockerApiException)
        {
            // A command that has ended, or has not quite begun, has no terminal to resize.
        }
    }

    public async ValueTask<int> ExitCodeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var exec = await container.Host.Client.Exec.InspectContainerExecAsync(id, cancellation);
            // Docker may close the output a moment before it has the exit code.
            if (!exec.Running) return (int)(exec.ExitCode ?? 0);
            await Task.Delay(BetweenLooks, time, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        stream.Dispose();
        return ValueTask.CompletedTask;
    }
}
