using System.Text;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Wire;

internal sealed class MalformedInputTests
{
    private FakeEcs _ecs = null!;
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(_ecs = new FakeEcs());

    [OneTimeTearDown]
    public async Task Stop() => await _http.DisposeAsync();

    private const string NotJson = "The request body is not valid JSON.", NotUnicode = "The request body holds text that is not valid Unicode.";

    [TestCase("{", NotJson)]
    [TestCase("}", NotJson)]
    [TestCase("{\"family\":\"x\",}", NotJson)]
    [TestCase("{\"family\":\"x\"} {}", NotJson)]
    [TestCase("{\"family\":\"x\"", NotJson)]
    [TestCase("{'family':'x'}", NotJson)]
    [TestCase("family=x", NotJson)]
    [TestCase(" ", NotJson)]
    [TestCase("\u0000", NotJson)]
    [TestCase("{\"family\":NaN}", NotJson)]
    [TestCase("{\"family\":\"\\q\"}", NotJson)]
    [TestCase("{\"family\":\"a\nb\"}", NotJson)]
    [TestCase("[]", "Start of list found where not expected")]
    [TestCase("\"x\"", "Expected null")]
    [TestCase("1", "Expected null")]
    [TestCase("null", "Expected null")]
    [TestCase("true", "Expected null")]
    [TestCase("{\"family\":1}", "NUMBER_VALUE can not be converted to a String")]
    [TestCase("{\"family\":true}", "TRUE_VALUE can not be converted to a String")]
    [TestCase("{\"family\":false}", "FALSE_VALUE can not be converted to a String")]
    [TestCase("{\"family\":[\"x\"]}", "Start of list found where not expected")]
    [TestCase("{\"family\":{}}", "Start of structure or map found where not expected.")]
    [TestCase("{\"containerDefinitions\":\"x\"}", "Expected list or null")]
    [TestCase("{\"containerDefinitions\":{}}", "Start of structure or map found where not expected.")]
    [TestCase("{\"containerDefinitions\":[1]}", "Expected null")]
    [TestCase("{\"containerDefinitions\":[[]]}", "Start of list found where not expected")]
    [TestCase("{\"containerDefinitions\":[{\"cpu\":\"256\"}]}", "STRING_VALUE can not be converted to an Integer")]
    [TestCase("{\"containerDefinitions\":[{\"cpu\":2147483648}]}", "NUMBER_VALUE can not be converted to an Integer")]
    [TestCase("{\"containerDefinitions\":[{\"cpu\":-2147483649.5}]}", "NUMBER_VALUE can not be converted to an Integer")]
    [TestCase("{\"containerDefinitions\":[{\"cpu\":1e400}]}", "NUMBER_VALUE can not be converted to an Integer")]
    [TestCase("{\"containerDefinitions\":[{\"essential\":\"true\"}]}", "STRING_VALUE can not be converted to a Boolean")]
    [TestCase("{\"containerDefinitions\":[{\"essential\":1}]}", "NUMBER_VALUE can not be converted to a Boolean")]
    [TestCase("{\"containerDefinitions\":[{\"dockerLabels\":[]}]}", "Start of list found where not expected")]
    [TestCase("{\"containerDefinitions\":[{\"dockerLabels\":7}]}", "Expected map or null")]
    [TestCase("{\"containerDefinitions\":[{\"dockerLabels\":{\"a\":7}}]}", "NUMBER_VALUE can not be converted to a String")]
    [TestCase("{\"containerDefinitions\":[{\"command\":[\"a\",[\"b\"]]}]}", "Start of list found where not expected")]
    [TestCase("{\"family\":\"\\ud800\"}", NotUnicode)]
    [TestCase("{\"\\ud800\":1}", NotUnicode)]
    public async Task Refused(string body, string message)
    {
        var answer = await _http.CallAsync("RegisterTaskDefinition", body);
        (answer.Status, answer.Code, answer.Message).Should().Be((400, "SerializationException", message));
        _http.Log.Lines.Should().BeEmpty();
    }

    [Test]
    public async Task InvalidUtf8()
    {
        byte[][] bodies = [[.. "{\"family\":\""u8, 0xFF, .. "\"}"u8], [.. "{\""u8, 0xC0, 0x80, .. "\":1}"u8], [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0]];
        foreach (var body in bodies)
        {
            var answer = await _http.CallAsync("RegisterTaskDefinition", body);
            (answer.Status, answer.Code).Should().Be((400, "SerializationException"));
        }
        _http.Log.Lines.Should().BeEmpty();
    }

    [Test]
    public async Task NestingIsLimited()
    {
        foreach (var depth in new[] { JsonInput.MaxDepth, 100_000 })
        {
            var body = "{\"unknown\":" + new string('[', depth) + new string(']', depth) + "}";
            (await _http.CallAsync("RegisterTaskDefinition", body)).Code.Should().Be("SerializationException");
        }
    }

    [TestCase("{\"family\":null,\"clusterName\":null}", null)]
    [TestCase("{\"unknown\":{\"a\":[1,{\"b\":null}]},\"clusterName\":\"c\",\"other\":\"x\"}", "c")]
    [TestCase("{\"clusterName\":\"first\",\"clusterName\":\"last\"}", "last")]
    [TestCase("{\"clusterName\":\"first\",\"clusterName\":null}", null)]
    [TestCase("{\"\\u0063luster\\u004eame\":\"escaped\"}", "escaped")]
    [TestCase("{\"ClusterName\":\"case matters\"}", null)]
    [TestCase(" \r\n\t{ \"clusterName\" : \"spaced\" } ", "spaced")]
    public void Accepted(string body, string? name) =>
        JsonInput.Read(Encoding.UTF8.GetBytes(body), Ecs.EcsReader.ReadCreateClusterRequest).Should().Be(new CreateClusterRequest { ClusterName = name });

    [Test]
    public void NumbersAndNulls()
    {
        Container("\"cpu\":1.9").Cpu.Should().Be(1);
        Container("\"cpu\":-1e2").Cpu.Should().Be(-100);
        Container("\"cpu\":2147483647").Cpu.Should().Be(int.MaxValue);
        Container("\"command\":[\"a\",null,\"b\"]").Command.Should().Equal("a", "b");
        Container("\"command\":[]").Command.Should().BeEmpty();
        Container("\"command\":null").Command.Should().BeNull();
        Container("\"dockerLabels\":{\"b\":\"1\",\"a\":\"2\",\"b\":\"3\",\"c\":null,\"d\":\"x\",\"d\":null}").DockerLabels.Should().Equal(new Dictionary<string, string> { ["a"] = "2", ["b"] = "3" });
    }

    [Test]
    public void AnOverlongNameIsAnUnknownName()
    {
        var name = new string('x', 5000);
        JsonInput.Read(Encoding.UTF8.GetBytes($"{{\"{name}\":1,\"clusterName\":\"c\"}}"), Ecs.EcsReader.ReadCreateClusterRequest).ClusterName.Should().Be("c");
    }

    [TestCase("-62135596800", true)]
    [TestCase("253402300799", true)]
    [TestCase("1700000000.123", true)]
    [TestCase("1.7e9", true)]
    [TestCase("253402300800", false)]
    [TestCase("-1e300", false)]
    [TestCase("1e999", false)]
    [TestCase("\"2023-11-14T22:13:20Z\"", false)]
    public void Timestamps(string value, bool valid)
    {
        var read = () => JsonInput.Read(Encoding.UTF8.GetBytes($"{{\"at\":{value}}}"), Probe.Read);
        if (valid) read().At.Should().NotBeNull();
        else read.Should().Throw<ApiException>().Where(error => error.Code == "SerializationException" && error.Status == 400);
    }

    private static ContainerDefinition Container(string members) =>
        JsonInput.Read(Encoding.UTF8.GetBytes($"{{\"containerDefinitions\":[{{{members}}}]}}"), Ecs.EcsReader.ReadRegisterTaskDefinitionRequest).ContainerDefinitions![0];
}
