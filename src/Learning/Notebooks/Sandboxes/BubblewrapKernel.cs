using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>One kernel in <see cref="BubblewrapKernelSandbox"/>: its user, its folder with the sockets, and its process.</summary>
internal sealed class BubblewrapKernel : IKernelPlace
{
    private const int FirstUser = 400_000;
    private const int UsersOfOne = 256;

    /// <summary>Where its sockets are within.</summary>
    private const string Sockets = "/run/kernel";
    private const string PipeName = "pipe";
    private const UnixFileMode Readable = (UnixFileMode)0b111_101_101;

    // Memory that runs out takes kernels first, and pages and engines are served before cells compute. A session of its own has a share of the processor of its own, too.
    private const string Yielding = "{ echo 1000 > /proc/self/oom_score_adj; echo 10 > /proc/self/autogroup; } 2> /dev/null; exec nice -n 10 \"$@\"";

    // The kernel counts processes by user.
    private static readonly SlotPool Slots = new();

    private readonly KernelSandboxOptions _options;
    private readonly KernelMemoryWatch _watch;
    private readonly SlotPool.Slot _slot;
    private readonly DirectoryInfo _folder;
    private readonly EngineSockets? _engine;
    private readonly ProcessStartInfo _command;
    private readonly TaskCompletionSource _over = new();
    private Process? _process;
    private int? _started;

    /// <exception cref="KernelStartException">Its folder or its sockets cannot be made, or it would see what it must not.</exception>
    public BubblewrapKernel(string bubblewrap, KernelSandboxOptions options, KernelMemoryWatch watch, Func<IEnumerable<int>> ports, KernelLaunch launch)
    {
        (_options, _watch) = (options, watch);
        var seen = SandboxedKernelFiles.Of(launch, options.Folders);
        _slot = Slots.Take();
        try
        {
            // Only this user gets into the outer folder; the inner one is for the kernel's user, who knows no other way to it.
            _folder = KernelFolders.Create();
            var sockets = _folder.CreateSubdirectory("sockets").FullName;
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(sockets, Readable);
            Pipe = Path.Combine(sockets, PipeName);
            var names = KernelNames.Write(_folder.FullName);
            if (KernelEnvironment.EngineOf(launch) is { } engine) _engine = EngineSockets.Start(sockets, engine, new Uri(KernelEnvironment.Endpoint).Port, ports, options.Limits.Connections);
            var command = Command(bubblewrap, options, [.. seen.Folders.Select(folder => (folder, folder)), (sockets, Sockets), .. names], [.. seen.Program, Path.Combine(Sockets, PipeName)], _slot.Number);
            _command = (command with { WorkingDirectory = seen.WorkingDirectory ?? BubblewrapCommand.Work }).ToStartInfo();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            _slot.Dispose();
            _folder?.Delete(recursive: true);
            throw new KernelStartException($"The notebook kernel's folder in {Path.GetTempPath()} cannot be made: {error.Message}", error);
        }
        KernelEnvironment.Set(_command.Environment, launch, Path.GetDirectoryName(DotnetHost.Path)!, options.Limits.Heap, Sockets);
        (_command.RedirectStandardInput, _command.RedirectStandardOutput, _command.RedirectStandardError) = (true, true, true);
    }

    public string Pipe { get; }

    public string? Verdict { get; private set; }

    public static BubblewrapCommand Command(string bubblewrap, KernelSandboxOptions options, IReadOnlyList<(string, string)> folders, IReadOnlyList<string> program, int slot) => new()
    {
        Bubblewrap = bubblewrap,
        Folders = folders,
        TemporarySize = options.Limits.Files,
        User = BubblewrapCommand.IsRoot ? FirstUser + (Environment.ProcessId % 10_000 * UsersOfOne) + slot : null,
        ListensOnLowPorts = true,
        OpenFiles = options.Limits.OpenFiles,
        Processes = options.Limits.Processes,
        Program = ["/bin/sh", "-c", Yielding, "sh", .. program],
    };

    public async Task<Process> StartAsync()
    {
        _process = await ParentThread.StartAsync(_command, _over.Task);
        _started = _process.Id;
        _watch.Add(_process.Id, EndForMemory);
        return _process;
    }

    // With bubblewrap goes the first process of the namespace, and with that all others in it; Linux sees to it.
    public void Kill()
    {
        try
        {
            _process?.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is { } process) _watch.Remove(process);
        _over.TrySetResult();
        try
        {
            if (_engine is not null) await _engine.DisposeAsync();
            _folder.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody else tidies up temporary folders; what is left there are sockets that nobody listens to.
        }
        finally
        {
            _slot.Dispose();
        }
    }

    private void EndForMemory()
    {
        Verdict = string.Create(CultureInfo.InvariantCulture, $"it used more than {_options.Limits.Memory >> 20} MiB of memory, so its process was ended.");
        Kill();
    }
}
