using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Stands in for the `workbook` executable, which starts itself again to run cells.</summary>
internal static class TestHost
{
    public static Task<int> Main(string[] args) => args switch
    {
        [KernelHost.Command, .. var rest] => KernelHost.RunAsync(rest),
        _ => Task.FromResult(1),
    };

    public static KernelLaunch Launch(KernelOptions? options = null) => new()
    {
        FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Arguments = [typeof(TestHost).Assembly.Location, KernelHost.Command],
        Options = options ?? new KernelOptions(),
    };
}
