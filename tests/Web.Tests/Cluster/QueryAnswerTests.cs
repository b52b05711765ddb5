using System.Xml.Linq;
using Workbook.Web.Cluster;

namespace Workbook.Web.Tests.Cluster;

/// <summary>XML of the Query protocol as the AWS CLI shows it.</summary>
internal sealed class QueryAnswerTests
{
    [TestCase("<member><Target><Id>10.0.0.1</Id><Port>80</Port></Target></member>", """{"Target":{"Id":"10.0.0.1","Port":80}}""")]
    [TestCase("<member><HealthCheckPort>traffic-port</HealthCheckPort></member>", """{"HealthCheckPort":"traffic-port"}""")]
    [TestCase("<member><LoadBalancerArns><member>a</member><member>b</member></LoadBalancerArns></member>", """{"LoadBalancerArns":["a","b"]}""")]
    [TestCase("<member><SecurityGroups/><Scheme>internal</Scheme></member>", """{"SecurityGroups":[],"Scheme":"internal"}""")]
    [TestCase("<member><HealthCheckEnabled>true</HealthCheckEnabled></member>", """{"HealthCheckEnabled":true}""")]
    public void Lists_numbers_and_truths_are_told_apart(string xml, string json) => QueryAnswer.ToJson(XElement.Parse(xml))!.ToJsonString().Should().Be(json);
}
