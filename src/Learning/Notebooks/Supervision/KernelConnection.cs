using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;

namespace Workbook.Learning.Notebooks;

/// <summary>A started host process and the two pipes to it.</summary>
internal sealed class KernelConnection : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly NamedPipeServerStream requests;

    private KernelConnection(Process process, NamedPipeServerStream requests, NamedPipeServerStream replies)
    {
        Process = process;
        this.requests = requests;
        Replies = replies;
    }

    public Process Process { get; }

    public NamedPipeServerStream Replies { get; }

    public static async Task<KernelConnection> OpenAsync(KernelLaunch launch, CancellationToken cancellationToken)
    {
        var name = "workbook-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var connection = Start(launch, name);
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
            connection.Kill();
            connection.Dispose();
            throw new KernelStartException($"The notebook kernel ('{launch.FileName}') was not ready after {launch.StartTimeout.TotalSeconds:0} s.");
        }
        catch
        {
            connection.Kill();
            connection.Dispose();
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

    public void Kill()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        requests.Dispose();
        Replies.Dispose();
        Process.Dispose();
    }

    private static KernelConnection Start(KernelLaunch launch, string name)
    {
        var requests = Pipe(name + KernelHost.RequestPipe, PipeDirection.Out);
        var replies = Pipe(name + KernelHost.ReplyPipe, PipeDirection.In);
        try
        {
            var process = Process.Start(StartInfo(launch, name))!;
            process.StandardInput.Close();
            return new KernelConnection(process, requests, replies);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            requests.Dispose();
            replies.Dispose();
            throw new KernelStartException($"The notebook kernel '{launch.FileName}' cannot be started: {e.Message}", e);
        }
    }

    private static ProcessStartInfo StartInfo(KernelLaunch launch, string name)
    {
        var start = new ProcessStartInfo(launch.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = launch.WorkingDirectory ?? "",
        };
        foreach (var argument in launch.Arguments.Append(name))
            start.ArgumentList.Add(argument);
        foreach (var (variable, value) in launch.Environment)
            start.Environment[variable] = value;
        return start;
    }

    private static NamedPipeServerStream Pipe(string name, PipeDirection direction)
        => new(name, direction, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
}
