using Workbook.Learning.Notebooks;
using Workbook.Learning.Tests.Sandboxes;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Stands in for the `workbook` executable, which starts itself again to run cells.</summary>
internal static class TestHost
{
    /// <summary>The argument by which it runs lines of its standard input in a kernel in a sandbox, and writes their values.</summary>
    public const string SandboxedKernel = "sandboxed-kernel";

    public static Task<int> Main(string[] args) => args switch
    {
        [KernelHost.Command, .. var rest] => KernelHost.RunAsync(rest),
        [SandboxedKernel] => RunLinesAsync(),
        _ => Task.FromResult(1),
    };

    public static KernelLaunch Launch(KernelOptions? options = null) => new()
    {
        FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Arguments = [typeof(TestHost).Assembly.Location, KernelHost.Command],
        Options = options ?? new KernelOptions(),
    };

    private static async Task<int> RunLinesAsync()
    {
        await using var kernel = await Sandboxed.StartAsync();
        while (Console.ReadLine() is { } line) Console.WriteLine(await kernel.ValueAsync(line));
        return 0;
    }
}
