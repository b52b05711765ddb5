using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through boto3, on the real clock: its waiters really wait.</summary>
internal sealed class Boto3Tests() : ClientFixture(ClockMode.Real)
{
    [Test]
    public async Task Scenario()
    {
        const string install = "apt-get install python3-boto3 (elsewhere: pip install boto3)";
        var python = ClientProgram.Find("python3", install);
        var probe = await ClientProgram.RunAsync(Aws.Endpoint, "probe", Region, python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('boto3') is None)");
        if (probe.ExitCode == 1) Assert.Ignore($"boto3 is not installed for {python}. To run this test: {install}");
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, python, Source("scenario.py"))).Succeeded();
    }
}
