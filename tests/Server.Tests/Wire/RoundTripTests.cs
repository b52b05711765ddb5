using System.Text;
using System.Text.Json;
using Workbook.Server.Ecs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Wire;

internal sealed class RoundTripTests
{
    [Test]
    public async Task EveryMemberOfATaskDefinitionSurvives()
    {
        var complete = JsonDocument.Parse(Requests.Complete("RegisterTaskDefinition")).RootElement;
        await using var http = await Http.StartAsync(new FakeEcs());
        var answer = await http.CallAsync("RegisterTaskDefinition", complete.GetRawText());

        answer.Status.Should().Be(200, answer.Body);
        var definition = answer.Json.GetProperty("taskDefinition");
        foreach (var name in new[] { "family", "containerDefinitions", "cpu", "volumes" })
            JsonElement.DeepEquals(definition.GetProperty(name), complete.GetProperty(name)).Should().BeTrue(name);
        JsonElement.DeepEquals(answer.Json.GetProperty("tags"), complete.GetProperty("tags")).Should().BeTrue();
        definition.TryGetProperty("memory", out _).Should().BeFalse("absent members are not written");
    }

    [Test]
    public void Scalars()
    {
        Written(EcsWriter.WriteCluster, new Cluster { ClusterName = "a\"\\\u0001é<&'", ActiveServicesCount = -1, Tags = [], CapacityProviders = ["x", ""] })
            .Should().Be("{\"clusterName\":\"a\\\"\\\\\\u0001é<&'\",\"activeServicesCount\":-1,\"tags\":[],\"capacityProviders\":[\"x\",\"\"]}");
        Written(EcsWriter.WriteContainerDefinition, new ContainerDefinition { DockerLabels = new([new("b", "2"), new("a", "1")]), Essential = false })
            .Should().Be("{\"essential\":false,\"dockerLabels\":{\"a\":\"1\",\"b\":\"2\"}}");
        Written(EcsWriter.WriteCluster, new Cluster()).Should().Be("{}");
    }

    [TestCase(1_700_000_000_123, "1700000000.123")]
    [TestCase(1_700_000_000_120, "1700000000.12")]
    [TestCase(1_700_000_000_000, "1700000000")]
    [TestCase(0, "0")]
    [TestCase(-1, "-0.001")]
    public void Timestamps(long milliseconds, string expected)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Written(EcsWriter.WriteTaskShape, new TaskShape { CreatedAt = time }).Should().Be($"{{\"createdAt\":{expected}}}");
        JsonInput.Read(Encoding.UTF8.GetBytes($"{{\"at\":{expected}}}"), Probe.Read).At.Should().Be(time);
    }

    [TestCase(double.NaN, "\"NaN\"")]
    [TestCase(double.NegativeInfinity, "\"-Infinity\"")]
    [TestCase(0.1, "0.1")]
    public void Doubles(double value, string expected)
    {
        Written(EcsWriter.WriteResource, new Resource { DoubleValue = value }).Should().Be($"{{\"doubleValue\":{expected}}}");
        JsonInput.Read(Encoding.UTF8.GetBytes($"{{\"totalResources\":[{{\"doubleValue\":{expected}}}]}}"), EcsReader.ReadRegisterContainerInstanceRequest)
            .TotalResources![0].DoubleValue.Should().Be(value);
    }

    private static string Written<T>(Action<Utf8JsonWriter, T> write, T value)
    {
        using var buffer = WireBuffer.Rent();
        write(buffer.Json, value);
        return Encoding.UTF8.GetString(buffer.Written().Span);
    }
}
