using Workbook.Learning.Notebooks;
using Workbook.Learning.Tests.Notebooks;

namespace Workbook.Learning.Tests.Sandboxes;

/// <summary>Kernels in the sandbox, as tests start them.</summary>
internal static class Sandboxed
{
    /// <summary>The sandbox; skips the test where there is none.</summary>
    public static async Task<BubblewrapKernelSandbox> SandboxAsync(KernelSandboxOptions? options = null)
    {
        var (sandbox, why) = await BubblewrapKernelSandbox.TryCreateAsync(options ?? new(), CancellationToken.None);
        if (sandbox is null) Assert.Ignore(why);
        return sandbox!;
    }

    public static async Task<CellRecorder> StartAsync(KernelSandboxOptions? options = null, Func<KernelLaunch, KernelLaunch>? change = null, CancellationToken cancellationToken = default)
    {
        var launch = TestHost.Launch() with { Sandbox = await SandboxAsync(options) };
        return new(await KernelProcess.StartAsync(change?.Invoke(launch) ?? launch, cancellationToken));
    }
}
