using System.Text;
using System.Text.Json;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Names that could pass for paths, are too long, or hold what no name holds, wherever a request names something.</summary>
internal sealed class NameTests : BadInputFixture
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["empty"] = "",
        ["blank"] = " ",
        ["parent"] = "../../etc/passwd",
        ["absolute"] = "/etc/passwd",
        ["windows"] = @"..\..\windows\system32",
        ["dots"] = "..",
        ["percent"] = "%2e%2e%2f",
        ["null byte"] = "web\0.txt",
        ["control"] = "a\u0001\u001f\u007f\r\nb",
        ["unicode"] = "größe",
        ["emoji"] = "🐳🐳",
        ["right to left"] = "\u202etxt.exe",
        ["quotes"] = "'\"`$(reboot)",
        ["markup"] = "<script>alert(1)</script>",
        ["sql"] = "'; DROP TABLE tasks; --",
        ["format"] = "{0}%s%n",
        ["10,000 characters"] = new('x', 10_000),
        ["10,000 umlauts"] = new('ü', 10_000),
        ["a megabyte"] = new('x', 1_000_000),
        ["another service's ARN"] = "arn:aws:s3:::bucket/key",
        ["half an ARN"] = "arn:aws:ecs",
        ["an ARN of nothing"] = "arn:aws:ecs:us-east-1:000000000042:/",
        ["an ARN of colons"] = new(':', 1000),
        ["an ARN of another region"] = "arn:aws:ecs:eu-west-1:000000000042:cluster/default",
        ["an ARN of another account"] = "arn:aws:ecs:us-east-1:000000000043:task-definition/web:1",
        ["an ARN with a path"] = "arn:aws:ecs:us-east-1:000000000042:cluster/../default",
        ["a revision of 10,000 digits"] = "web:" + new string('9', 10_000),
        ["a negative revision"] = "web:-1",
        ["revision zero"] = "web:0",
    };

    /// <summary>Each place for a name, and what is answered to one that cannot be.</summary>
    private static readonly (string Operation, string Body, string[] Codes)[] s_places =
    [
        ("CreateCluster", """{"clusterName":$}""", ["InvalidParameterException"]),
        ("DeleteCluster", """{"cluster":$}""", ["ClusterNotFoundException", "ClusterContainsContainerInstancesException"]),
        ("UpdateCluster", """{"cluster":$,"settings":[{"name":"containerInsights","value":"on"}]}""", ["ClusterNotFoundException", "InvalidParameterException"]),
        ("RegisterTaskDefinition", """{"family":$,"containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}""", ["ClientException"]),
        ("RegisterTaskDefinition", """{"family":"new","containerDefinitions":[{"name":$,"image":"nginx","memory":128}]}""", ["ClientException"]),
        ("RegisterTaskDefinition", """{"family":"new","containerDefinitions":[{"name":"app","image":"nginx","memory":128,"mountPoints":[{"sourceVolume":$,"containerPath":"/data"}]}]}""", ["ClientException"]),
        ("DescribeTaskDefinition", """{"taskDefinition":$}""", ["ClientException"]),
        ("DeregisterTaskDefinition", """{"taskDefinition":$}""", ["ClientException"]),
        ("RunTask", """{"taskDefinition":$}""", ["ClientException", "InvalidParameterException"]),
        ("RunTask", """{"taskDefinition":"web","overrides":{"containerOverrides":[{"name":$}]}}""", ["InvalidParameterException"]),
        ("RunTask", """{"taskDefinition":"web","platformVersion":$}""", ["InvalidParameterException"]),
        ("StopTask", """{"task":$}""", ["InvalidParameterException"]),
        ("DescribeTasks", """{"tasks":[$]}""", ["InvalidParameterException"]),
        ("ListTasks", """{"containerInstance":$}""", ["InvalidParameterException"]),
        ("ListTasks", """{"nextToken":$}""", ["InvalidParameterException"]),
        ("TagResource", """{"resourceArn":$,"tags":[{"key":"a"}]}""", ["InvalidParameterException", "ClusterNotFoundException"]),
        ("UntagResource", """{"resourceArn":$,"tagKeys":["a"]}""", ["InvalidParameterException", "ClusterNotFoundException"]),
        ("ListTagsForResource", """{"resourceArn":$}""", ["InvalidParameterException", "ClusterNotFoundException"]),
        ("PutAccountSetting", """{"name":$,"value":"enabled"}""", ["InvalidParameterException"]),
        ("PutAccountSetting", """{"name":"containerInsights","value":$}""", ["InvalidParameterException"]),
        ("DescribeContainerInstances", """{"cluster":$,"containerInstances":["a"]}""", ["ClusterNotFoundException"]),
    ];

    [Test]
    public async Task Names([ValueSource(nameof(Kinds))] string kind)
    {
        foreach (var (operation, body, codes) in s_places)
        {
            var request = body.Replace("$", Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(s_names[kind])), StringComparison.Ordinal);
            var before = World;
            var reply = await SendAsync(operation, request);
            // An absent cluster is the default one, and an empty name is an absent one.
            var shown = $"{operation} {request[..Math.Min(request.Length, 300)]} was answered with {reply.Body[..Math.Min(reply.Body.Length, 300)]}";
            if (reply.Status != 413 && !(kind == "empty" && reply.Status == 200)) codes.Should().Contain(reply.Code ?? "no code", shown);
            reply.Status.Should().BeOneOf([200, 400, 413], shown);
            reply.Body.Length.Should().BeLessThan(20_000, "a name is not sent back whole");
            World.Should().BeSameAs(before, shown);
        }
    }

    [TestCase("CreateCluster", """{"clusterName":"\ud800"}""")]
    [TestCase("CreateCluster", """{"clusterName":"\udc00\ud800"}""")]
    [TestCase("CreateCluster", """{"\ud800":1}""")]
    [TestCase("CreateCluster", """{"tags":[{"key":"a","value":"\ud83d"}]}""")]
    [TestCase("RegisterTaskDefinition", """{"family":"a","containerDefinitions":[{"name":"a","dockerLabels":{"\ud800":"x"}}]}""")]
    public Task LoneSurrogates(string operation, string body) => RefusedAsync(() => SendAsync(operation, body), "SerializationException");

    [Test]
    public async Task TextThatIsNotUtf8()
    {
        byte[][] wrong = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3]];
        foreach (var bytes in wrong)
            await RefusedAsync(() => SendAsync(Request("CreateCluster", [.. "{\"clusterName\":\""u8, .. bytes, .. "\"}"u8])), "SerializationException");
        await RefusedAsync(() => SendAsync(Request("CreateCluster", Encoding.Unicode.GetBytes("{\"clusterName\":\"a\"}"))), "SerializationException");
    }

    private static Dictionary<string, string>.KeyCollection Kinds() => s_names.Keys;
}
