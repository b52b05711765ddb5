using System.Globalization;
using System.Runtime.CompilerServices;
using Workbook.Engine.Time;

// More than there are processors: much of the time of a client's waiters is spent waiting.
[assembly: LevelOfParallelism(4)]

namespace Workbook.Server.Tests.Clients;

/// <summary>
/// One endpoint for all tests of one client. Each test takes an account of its own, so that the tests may run side by
/// side: starting a client takes far longer than answering it.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal abstract class ClientFixture(ClockMode clock)
{
    protected const string Region = "eu-central-1";

    private static int s_accounts = 1000;

    protected LocalAws Aws { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start() => Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = clock } });

    [OneTimeTearDown]
    public async Task Stop() => await Aws.DisposeAsync();

    /// <summary>Twelve digits, used as the access key id: an account that nobody else uses.</summary>
    protected static string NewAccount() => Interlocked.Increment(ref s_accounts).ToString("D12", CultureInfo.InvariantCulture);

    protected static string Arn(string account, string path) => $"arn:aws:ecs:{Region}:{account}:{path}";

    /// <summary>A file next to this one, in the sources: the scripts and what they need stay where they can be read and run.</summary>
    protected static string Source(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
