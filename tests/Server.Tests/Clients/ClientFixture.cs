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

    // What the AWS SDK for JavaScript of these tests asks for in its package.json.
    private const int OldestNode = 20;

    private static int s_accounts = 1000;

    protected LocalAws Aws { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start() => Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = clock } });

    [OneTimeTearDown]
    public async Task Stop()
    {
        Aws.Engine.Failure.Should().BeNull();
        await Aws.DisposeAsync();
    }

    /// <summary>Twelve digits, used as the access key id: an account that nobody else uses.</summary>
    protected static string NewAccount() => Interlocked.Increment(ref s_accounts).ToString("D12", CultureInfo.InvariantCulture);

    protected static string Arn(string account, string path) => $"arn:aws:ecs:{Region}:{account}:{path}";

    /// <summary>A Python that has boto3; the test is skipped, and says what to install, where there is none.</summary>
    protected async Task<string> PythonWithBoto3Async()
    {
        const string install = "apt-get install python3-boto3 (elsewhere: pip install boto3)";
        var python = ClientProgram.Find("python3", install);
        var probe = await ClientProgram.RunAsync(Aws.Endpoint, "probe", Region, python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('boto3') is None)");
        if (probe.ExitCode == 1) Assert.Ignore($"boto3 is not installed for {python}. To run this test: {install}");
        return python;
    }

    /// <summary>A Node.js that the AWS SDK for JavaScript supports, with that SDK beside these tests; the test is skipped, and says what to install, where one is missing.</summary>
    protected async Task<string> NodeWithAwsSdkAsync()
    {
        const string install = "npm ci --prefix tests/Server.Tests/Clients/js";
        var node = ClientProgram.Find("node", $"install Node.js {OldestNode} or newer (apt-get install nodejs npm where the distribution has it), then: {install}");
        var version = (await ClientProgram.RunAsync(Aws.Endpoint, "probe", Region, node, "--version")).Succeeded().Output.Trim();
        if (int.Parse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture) < OldestNode)
            Assert.Ignore($"Node.js {version} is too old. To run this test: install Node.js {OldestNode} or newer, then: {install}");
        if (!Directory.Exists(Source("js/node_modules/@aws-sdk"))) Assert.Ignore($"The AWS SDK for JavaScript is not installed. To run this test: {install}");
        return node;
    }

    /// <summary>A file next to this one, in the sources: the scripts and what they need stay where they can be read and run.</summary>
    protected static string Source(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
