using Workbook.Generator.Sdk;

namespace Workbook.Generator.Tests;

public sealed class SdkNamesTests
{
    [TestCase("FARGATE_SPOT", "FARGATE_SPOT")]
    [TestCase("json-file", "JsonFile")]
    [TestCase("awsvpc", "Awsvpc")]
    [TestCase("aws_managed", "Aws_managed")]
    [TestCase("dualstack-without-public-ipv4", "DualstackWithoutPublicIpv4")]
    [TestCase("EssentialContainerExited", "EssentialContainerExited")]
    [TestCase("t2.micro", "T2Micro")]
    [TestCase("Bytes/Second", "BytesSecond")]
    [TestCase("Not Yet", "NotYet")]
    [TestCase("2nd", "_2nd")]
    [TestCase("*", "All")]
    public void Constants(string value, string name) => SdkNames.Constant(value).Should().Be(name);

    [TestCase("legs", "int?")]
    [TestCase("id", "long?")]
    [TestCase("weight", "double?")]
    [TestCase("tame", "bool?")]
    [TestCase("born", "global::System.DateTime?")]
    [TestCase("name", "string")]
    [TestCase("photo", "global::System.IO.MemoryStream")]
    [TestCase("extra", "global::Amazon.Runtime.Documents.Document")]
    [TestCase("diet", "Amazon.ZooKeeping.Diet")]
    [TestCase("diets", "global::System.Collections.Generic.List<string>")]
    [TestCase("visits", "global::System.Collections.Generic.List<global::System.DateTime>")]
    [TestCase("notes", "global::System.Collections.Generic.Dictionary<string, global::System.Collections.Generic.List<Animal>>")]
    public void Types(string member, string type)
    {
        var model = Models.Zoo;
        var shape = model.Shapes["Animal"].Members.Single(m => m.Name == member).Shape;
        new SdkNames(model).MemberType(shape).Should().Be(type);
    }
}
