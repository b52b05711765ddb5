using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace Workbook.Learning.Notebooks;

/// <summary>A started host process and the two pipes to it.</summary>
internal sealed class KernelConnection : IDisposable
{
    private const UnixFileMode Anybody = (UnixFileMode)0b110_110_110;

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly NamedPipeServerStream requests;
    private readonly IKernelPlace place;

    private KernelConnection(IKernelPlace place, Process process, NamedPipeServerStream requests, NamedPipeServerStream replies)
    {
        this.place = place;
        Process = process;
        this.requests = requests;
        Replies = replies;
    }

    public Process Process { get; }

    public NamedPipeServerStream Replies { get; }

    /// <summary>Why the process was ended from here, in words; null where it was not.</summary>
    public string? Verdict => place.Verdict;

    public static async Task<KernelConnection> OpenAsync(KernelLaunch launch, CancellationToken cancellationToken)
    {
        var connection = await StartAsync(launch);
        using var timeout = new CancellationTokenSource(launch.StartTimeout, launch.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var connected = Task.WhenAll(connection.requests.WaitForConnectionAsync(stop.Token), connection.Replies.WaitForConnectionAsync(stop.Token));
        try
        {
            var exited = connection.Process.WaitForExitAsync(stop.Token);
            if (await Task.WhenAny(connected, exited) == exited && !stop.IsCancellationRequested)
            {
                var said = await connection.Process.StandardError.ReadToEndAsync(stop.Token);
                throw new KernelStartException(
                    $"The notebook kernel ended with exit code {connection.Process.ExitCode} before it was ready. {said.Trim()}".Trim());
            }
            await connected;
            return connection;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await connection.EndAsync();
            throw new KernelStartException($"The notebook kernel ('{launch.FileName}') was not ready after {launch.StartTimeout.TotalSeconds:0} s.");
        }
        catch
        {
            await connection.EndAsync();
            throw;
        }
    }

    public async Task SendAsync(KernelMessage message)
    {
        var frame = MessageChannel.Frame(message);
        await writing.WaitAsync();
        try
        {
            await requests.WriteAsync(frame);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone; whoever reads its replies finds out.
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Asks the process to end: it does so when nothing can be requested any more.</summary>
    public void CloseRequests() => requests.Dispose();

    public void Kill() => place.Kill();

    /// <summary>Gives back what was taken for the process; to be called when it is gone.</summary>
    public ValueTask ReleaseAsync() => place.DisposeAsync();

    public void Dispose()
    {
        requests.Dispose();
        Replies.Dispose();
        Process.Dispose();
    }

    private async Task EndAsync()
    {
        Kill();
        await Process.WaitForExitAsync(CancellationToken.None);
        await ReleaseAsync();
        Dispose();
    }

    private static async Task<KernelConnection> StartAsync(KernelLaunch launch)
    {
        var place = launch.Sandbox?.Prepare(launch) ?? new OpenPlace(launch);
        NamedPipeServerStream? requests = null;
        NamedPipeServerStream? replies = null;
        try
        {
            requests = Pipe(place.Pipe + KernelHost.RequestPipe, PipeDirection.Out);
            replies = Pipe(place.Pipe + KernelHost.ReplyPipe, PipeDirection.In);
            var process = await place.StartAsync();
            process.StandardInput.Close();
            return new KernelConnection(place, process, requests, replies);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            if (requests is not null) await requests.DisposeAsync();
            if (replies is not null) await replies.DisposeAsync();
            await place.DisposeAsync();
            throw new KernelStartException($"The notebook kernel '{launch.FileName}' cannot be started: {e.Message}", e);
        }
    }

    // A path leads into a folder that is closed to others, and whoever is to open it there has another user.
    private static NamedPipeServerStream Pipe(string name, PipeDirection direction)
    {
        var isFile = Path.IsPathRooted(name);
        var pipe = new NamedPipeServerStream(name, direction, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | (isFile ? 0 : PipeOptions.CurrentUserOnly));
        if (isFile && !OperatingSystem.IsWindows()) File.SetUnixFileMode(name, Anybody);
        return pipe;
    }
}
