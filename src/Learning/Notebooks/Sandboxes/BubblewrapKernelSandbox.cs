using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Bubblewrap (https://github.com/containers/bubblewrap): namespaces of a kernel's own, for machines whose notebooks are used by others. Its cells see the system's programs, .NET,
/// this program and the given folders read-only; they write to small temporary file systems (<c>/work</c>, which is their home, and <c>/tmp</c>), see no process but
/// their own, and have a network with nobody in it but the engine that AWS_ENDPOINT_URL of the launch names, at <c>http://127.0.0.1:4566</c>.
/// </summary>
public sealed class BubblewrapKernelSandbox : IKernelSandbox
{
    private const string NotAllowed = "Where users may make no namespaces, an administrator can allow it; on Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0";

    private static readonly Func<IEnumerable<int>> None = () => [];

    private readonly string _bubblewrap;
    private readonly KernelSandboxOptions _options;
    private readonly KernelMemoryWatch _watch;
    private readonly Func<IEnumerable<int>> _ports;

    private BubblewrapKernelSandbox(string bubblewrap, KernelSandboxOptions options, KernelMemoryWatch watch, Func<IEnumerable<int>> ports) =>
        (_bubblewrap, _options, _watch, _ports) = (bubblewrap, options, watch, ports);

    public string Name => "bubblewrap";

    /// <summary>The sandbox where it works; else why it does not, and what to install.</summary>
    public static async Task<(BubblewrapKernelSandbox? Sandbox, string Why)> TryCreateAsync(KernelSandboxOptions options, CancellationToken cancellation)
    {
        var (bubblewrap, why) = BubblewrapCommand.Find();
        if (bubblewrap is null) return (null, OperatingSystem.IsLinux() ? why + ", and kernels run in a sandbox." : why);
        KernelFolders.RemoveLeftOvers();
        var trial = BubblewrapKernel.Command(bubblewrap, options, [], ["/usr/bin/env", "true"], slot: 0);
        return await trial.TryAsync(cancellation) is { } said
            ? (null, $"Bubblewrap is there and does not work: {said}. {(BubblewrapCommand.IsRoot ? "" : NotAllowed)}".TrimEnd())
            : (new(bubblewrap, options, new(options.Limits.Memory, options.Time), None), "");
    }

    /// <summary>The same sandbox for kernels of an engine that has ports besides its own: those of load balancers' listeners.</summary>
    /// <param name="ports">The ports of the engine's address that are open now; asked before an answer of the engine is passed on, by any thread.</param>
    public BubblewrapKernelSandbox WithPorts(Func<IEnumerable<int>> ports) => new(_bubblewrap, _options, _watch, ports);

    IKernelPlace IKernelSandbox.Prepare(KernelLaunch launch) => new BubblewrapKernel(_bubblewrap, _options, _watch, _ports, launch);
}
