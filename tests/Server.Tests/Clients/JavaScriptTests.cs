using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through the newest AWS SDK for JavaScript, on the real clock: its waiters really wait.</summary>
internal sealed class JavaScriptTests() : ClientFixture(ClockMode.Real)
{
    [Test]
    public async Task Scenario() =>
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await NodeWithAwsSdkAsync(), "--test", Source("js/scenario.mjs"))).Succeeded();
}
