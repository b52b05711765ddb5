using System.Globalization;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>The environment of a kernel in a sandbox: nothing of this process's own gets through, no keys, no tokens, no paths.</summary>
internal static class KernelEnvironment
{
    /// <summary>Where AWS is for cells.</summary>
    public const string Endpoint = "http://127.0.0.1:4566";

    public const string EndpointVariable = "AWS_ENDPOINT_URL";

    /// <summary>The endpoint on this side that a launch names; null where it names none.</summary>
    public static Uri? EngineOf(KernelLaunch launch) => launch.Environment.GetValueOrDefault(EndpointVariable) is { Length: > 0 } address ? new(address) : null;

    /// <param name="environment">To be filled; what is in it goes.</param>
    /// <param name="launch">What it sets comes on top.</param>
    /// <param name="dotnet">The folder of .NET.</param>
    /// <param name="heap">In bytes.</param>
    /// <param name="sockets">The folder, within, of the engine's sockets.</param>
    public static void Set(IDictionary<string, string?> environment, KernelLaunch launch, string dotnet, long heap, string sockets)
    {
        environment.Clear();
        foreach (var (name, value) in Variables(dotnet, heap)) environment[name] = value;
        foreach (var (name, value) in launch.Environment) environment[name] = value;
        if (EngineOf(launch) is null) return;
        environment[EndpointVariable] = Endpoint;
        environment[EnginePorts.Variable] = sockets;
    }

    private static IEnumerable<(string Name, string Value)> Variables(string dotnet, long heap) =>
    [
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", BubblewrapCommand.Work),
        ("PATH", "/usr/bin:/bin"),
        ("DOTNET_ROOT", dotnet),
        ("DOTNET_NOLOGO", "1"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        // Without its diagnostics port, another process cannot attach to it, nor it leave a pipe behind.
        ("DOTNET_EnableDiagnostics", "0"),
        // It costs a tenth of a second and a file of 2 GiB in memory, and what it protects from, cells may do anyway.
        ("DOTNET_EnableWriteXorExecute", "0"),
        // A kernel that starts calls much and some of it often. To compile that a second time takes as long as all else together, and a class starts at the same time: not before it rests.
        ("DOTNET_TC_CallCountingDelayMs", "2000"),
        ("DOTNET_GCHeapHardLimit", "0x" + heap.ToString("X", CultureInfo.InvariantCulture)),
    ];
}
