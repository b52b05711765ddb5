using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through boto3, on the real clock: its waiters really wait.</summary>
internal sealed class Boto3Tests() : ClientFixture(ClockMode.Real)
{
    [Test]
    public async Task Scenario()
    {
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await PythonWithBoto3Async(), Source("scenario.py"))).Succeeded();
    }
}
