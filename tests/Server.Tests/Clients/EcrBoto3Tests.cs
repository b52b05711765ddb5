using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>Images and their layers through boto3, without any registry client.</summary>
internal sealed class EcrBoto3Tests() : ClientFixture(ClockMode.Real)
{
    [Test]
    public async Task Images() =>
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await PythonWithBoto3Async(), Source("ecr.py"))).Succeeded();
}
