namespace Workbook.Server.Tests.BadInput;

/// <summary>Bodies that are no JSON, or JSON of another shape, against operations that read and that write.</summary>
internal sealed class BodyTests : BadInputFixture
{
    private const string Serialization = "SerializationException", Parameter = "InvalidParameterException", Client = "ClientException";

    private static readonly string[] s_operations = ["CreateCluster", "RegisterTaskDefinition", "RunTask", "DescribeTasks", "TagResource", "ListAccountSettings"];

    private static readonly string[] s_notObjects =
    [
        "{", "}", "{]", "[", "[]", "[{}]", "null", "true", "1", "NaN", "Infinity", "\"text\"", "'text'", "text", "a=b&c=d", "<xml/>", "{}{}", "{} x", "{,}",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":0x1}", "{\"a\":NaN}", "{\"a\":-Infinity}",
        "{\"a\":undefined}", "{\"a\":tru}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"line\nbreak\"}", "{\"a\":\"\0\"}", "{/*comment*/}", "{}//comment", "\0", "\uFEFF{}", " ",
    ];

    private static IEnumerable<TestCaseData> NotObjects() =>
        from operation in s_operations
        from body in s_notObjects
        select new TestCaseData(operation, body);

    [TestCaseSource(nameof(NotObjects))]
    public Task NotAnObject(string operation, string body) => RefusedAsync(() => SendAsync(operation, body), Serialization);

    [TestCase("CreateCluster", """{"clusterName":1}""", Serialization)]
    [TestCase("CreateCluster", """{"clusterName":["a"]}""", Serialization)]
    [TestCase("CreateCluster", """{"clusterName":{}}""", Serialization)]
    [TestCase("CreateCluster", """{"tags":{"key":"a"}}""", Serialization)]
    [TestCase("CreateCluster", """{"tags":"a"}""", Serialization)]
    [TestCase("CreateCluster", """{"tags":[1]}""", Serialization)]
    [TestCase("CreateCluster", """{"tags":[["a"]]}""", Serialization)]
    [TestCase("CreateCluster", """{"tags":[{"key":true}]}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":"2"}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":[2]}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","enableECSManagedTags":"yes"}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","enableECSManagedTags":0}""", Serialization)]
    [TestCase("RegisterTaskDefinition", """{"family":"a","containerDefinitions":[{"name":"a","dockerLabels":{"a":1}}]}""", Serialization)]
    [TestCase("DescribeTasks", """{"tasks":"0123"}""", Serialization)]
    // Numbers: too large for the type, for a double, for a decimal.
    [TestCase("RunTask", """{"taskDefinition":"web","count":2147483648}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":9223372036854775808}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":1e30}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":1e400}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":-1e-400}""", Parameter)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":"NaN"}""", Serialization)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":-1}""", Parameter)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":0}""", Parameter)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":11}""", Parameter)]
    [TestCase("RunTask", """{"taskDefinition":"web","count":2147483647}""", Parameter)]
    [TestCase("ListTasks", """{"maxResults":-1}""", Parameter)]
    [TestCase("ListTasks", """{"maxResults":101}""", Parameter)]
    // Enumerations and what is required.
    [TestCase("RunTask", """{"taskDefinition":"web","launchType":"MAINFRAME"}""", Parameter)]
    [TestCase("RunTask", """{"taskDefinition":"web","launchType":""}""", Parameter)]
    [TestCase("ListTasks", """{"desiredStatus":"running"}""", Parameter)]
    [TestCase("PutAccountSetting", """{"name":"nobody","value":"enabled"}""", Parameter)]
    [TestCase("PutAccountSetting", """{"name":"containerInsights"}""", Parameter)]
    [TestCase("RunTask", "{}", Parameter)]
    [TestCase("StopTask", "{}", Parameter)]
    [TestCase("TagResource", "{}", Parameter)]
    [TestCase("TagResource", """{"resourceArn":"arn:aws:ecs:us-east-1:000000000042:cluster/default"}""", Parameter)]
    [TestCase("RegisterTaskDefinition", "{}", Client)]
    // Empty lists and lists of nulls, which AWS drops.
    [TestCase("RegisterTaskDefinition", """{"family":"a","containerDefinitions":[]}""", Client)]
    [TestCase("RegisterTaskDefinition", """{"family":"a","containerDefinitions":[null,null]}""", Client)]
    [TestCase("RegisterTaskDefinition", """{"family":"a","containerDefinitions":[{}]}""", Client)]
    [TestCase("DescribeTasks", """{"tasks":[]}""", Parameter)]
    [TestCase("DescribeTasks", """{"tasks":[null,null]}""", Parameter)]
    [TestCase("DescribeTasks", """{"tasks":[""]}""", Parameter)]
    [TestCase("DescribeContainerInstances", """{"containerInstances":[null]}""", Parameter)]
    [TestCase("StartTask", """{"taskDefinition":"web","containerInstances":[]}""", Parameter)]
    [TestCase("StartTask", """{"taskDefinition":"web","containerInstances":[null]}""", Parameter)]
    [TestCase("DeleteTaskDefinitions", """{"taskDefinitions":[null]}""", Parameter)]
    [TestCase("CreateCluster", """{"clusterName":"new","tags":[{}]}""", Parameter)]
    [TestCase("CreateCluster", """{"clusterName":"new","settings":[{}]}""", Parameter)]
    [TestCase("CreateCluster", """{"clusterName":"new","tags":[{"key":"a","value":"1"},{"key":"a","value":"2"}]}""", Parameter)]
    [TestCase("ListClusters", """{"nextToken":"garbage"}""", Parameter)]
    [TestCase("ListClusters", """{"nextToken":""}""", Parameter)]
    [TestCase("ListClusters", """{"nextToken":"////"}""", Parameter)]
    public Task Mistaken(string operation, string body, string code) => RefusedAsync(() => SendAsync(operation, body), code);

    [Test]
    public async Task TheLastOfTwoMembersOfOneNameCounts()
    {
        await RefusedAsync(() => SendAsync("RunTask", """{"taskDefinition":"web","count":1,"count":99}"""), Parameter);
        await RefusedAsync(() => SendAsync("RunTask", """{"taskDefinition":"web","count":1,"c\u006funt":99}"""), Parameter);
        await RefusedAsync(() => SendAsync("RunTask", """{"taskDefinition":"web","count":1,"count":"1"}"""), Serialization);
        var before = World.Clusters.Count;
        await AcceptedAsync("CreateCluster", """{"clusterName":"first","clusterName":"second"}""");
        (World.Clusters.Count, World.Clusters.ContainsKey("second")).Should().Be((before + 1, true));
    }

    [Test]
    public async Task DeepNesting([Values(64, 1000, 500_000)] int depth, [Values("[]", "{}")] string kind)
    {
        var (open, close) = kind == "[]" ? ("[", "]") : ("{\"a\":", "}");
        var deep = string.Concat(Enumerable.Repeat(open, depth)) + (kind == "[]" ? "" : "1") + string.Concat(Enumerable.Repeat(close, depth));
        var tooLarge = depth * (open.Length + close.Length) > 1024 * 1024;
        foreach (var member in new[] { "unknown", "clusterName" })
            await RefusedAsync(() => SendAsync("CreateCluster", $"{{\"{member}\":{deep}}}"), tooLarge ? "RequestEntityTooLargeException" : Serialization, tooLarge ? 413 : 400);
        await RefusedAsync(() => SendAsync("CreateCluster", open + deep), tooLarge ? "RequestEntityTooLargeException" : Serialization, tooLarge ? 413 : 400);
    }

    [Test]
    public async Task ManyOfEverything()
    {
        static string Many(int count, Func<int, string> element) => string.Join(',', Enumerable.Range(0, count).Select(element));
        await RefusedAsync(() => SendAsync("CreateCluster", $"{{\"clusterName\":\"new\",\"tags\":[{Many(20_000, i => $"{{\"key\":\"k{i}\",\"value\":\"v\"}}")}]}}"), Parameter);
        await RefusedAsync(() => SendAsync("DescribeTasks", $"{{\"tasks\":[{Many(20_000, i => $"\"{i:d32}\"")}]}}"), Parameter);
        await RefusedAsync(() => SendAsync("DescribeClusters", $"{{\"clusters\":[{Many(50_000, i => $"\"c{i}\"")}]}}"), Parameter);
        await RefusedAsync(() => SendAsync("StartTask", $"{{\"taskDefinition\":\"web\",\"containerInstances\":[{Many(20_000, i => $"\"{i:d32}\"")}]}}"), Parameter);
        await RefusedAsync(() => SendAsync("RegisterTaskDefinition", $"{{\"family\":\"a\",\"containerDefinitions\":[{Many(10_000, i => $"{{\"name\":\"c{i}\",\"image\":\"a\",\"memory\":4}}")}]}}"), Client);
        await AcceptedAsync("ListClusters", $"{{{Many(50_000, i => $"\"unknown{i}\":{i}")}}}");
    }
}
