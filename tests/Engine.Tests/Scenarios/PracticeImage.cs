using Workbook.Engine.Runtimes.Simulated;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>An image that scenarios use: on Docker a shell script on BusyBox, in the simulation what it knows by the name.</summary>
/// <param name="Repository">Its name without a tag.</param>
/// <param name="Script">What a container does that has no command of its own.</param>
/// <param name="Simulated">For an image that the simulation does not know by itself.</param>
internal sealed record PracticeImage(string Repository, string Script, ImageScript? Simulated = null)
{
    /// <summary>
    /// No image of a learner has this tag, so none is overwritten; the simulation goes by names, whatever the tag.
    /// </summary>
    public static readonly string Tag = $"engine-tests-{Environment.ProcessId}";

    /// <summary>What a server prints once it serves and knows what to do with a signal.</summary>
    public const string Ready = "ready";

    // A signal that comes before a script has said what it does about it is lost.
    private const string SayReady = $"echo {Ready}";

    public static readonly PracticeImage BusyBox = new("busybox", "true");
    public static readonly PracticeImage Server = new("nginx", Serving("/www"));
    public static readonly PracticeImage Crash = new("workbook/crash", "sleep 0.2; exit 1");
    public static readonly PracticeImage Batch = new("workbook/batch", "sleep 1");
    public static readonly PracticeImage OutOfMemory = new("workbook/out-of-memory", "exec tail /dev/zero");
    public static readonly PracticeImage IgnoresSigterm = new("workbook/ignores-sigterm", $"trap '' TERM; {SayReady}; while :; do sleep 1; done");

    /// <summary>Serves, but not what its health check asks for.</summary>
    public static readonly PracticeImage Unhealthy = new("workbook/unhealthy", Serving("/tmp"));

    /// <summary>Asks the server that shares its network until it answers.</summary>
    public static readonly PracticeImage Visitor = new(
        "visitor",
        "until wget -q -O /dev/null http://localhost:80/; do sleep 0.1; done",
        ImageScript.Job(TimeSpan.FromSeconds(1)));

    public static readonly IReadOnlyList<PracticeImage> All = [BusyBox, Server, Crash, Batch, OutOfMemory, IgnoresSigterm, Unhealthy, Visitor];

    /// <summary>An image that no registry has. Nothing listens there, so that the answer comes at once.</summary>
    public const string Missing = "localhost:1/missing:1";

    /// <summary>True for a server that has to be waited for before it is sent a signal.</summary>
    public static bool SaysReady(string name) => All.Any(image => image.Name == name && image.Script.Contains(SayReady, StringComparison.Ordinal));

    public string Name => $"{Repository}:{Tag}";

    // The shell is process 1, which heeds no signal that it did not ask for.
    private static string Serving(string folder) => $"trap 'exit 0' TERM; httpd -p 80 -h {folder}; {SayReady}; tail -f /dev/null & wait";
}
