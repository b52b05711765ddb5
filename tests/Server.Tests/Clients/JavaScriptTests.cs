using System.Globalization;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through the newest AWS SDK for JavaScript, on the real clock: its waiters really wait.</summary>
internal sealed class JavaScriptTests() : ClientFixture(ClockMode.Real)
{
    // What this version of the AWS SDK asks for in its package.json.
    private const int OldestNode = 20;

    [Test]
    public async Task Scenario()
    {
        const string install = "install Node.js 20 or newer (apt-get install nodejs npm where the distribution has it), then: npm ci --prefix tests/Server.Tests/Clients/js";
        var node = ClientProgram.Find("node", install);
        var version = (await ClientProgram.RunAsync(Aws.Endpoint, "probe", Region, node, "--version")).Succeeded().Output.Trim();
        if (int.Parse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture) < OldestNode) Assert.Ignore($"Node.js {version} is too old. To run this test: {install}");
        if (!Directory.Exists(Source("js/node_modules/@aws-sdk/client-ecs")))
            Assert.Ignore("The AWS SDK for JavaScript is not installed. To run this test: npm ci --prefix tests/Server.Tests/Clients/js");
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, node, "--test", Source("js/scenario.mjs"))).Succeeded();
    }
}
