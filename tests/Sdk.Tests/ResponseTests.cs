using System.Net;
using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Sdk.Tests;

public sealed class ResponseTests
{
    [Test]
    public async Task Every_kind_of_value_is_read()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("""
            {"tasks":[{"taskArn":"arn","version":9007199254740993,"enableExecuteCommand":true,"launchType":"FARGATE","createdAt":1767323045.125,
              "ephemeralStorage":{"sizeInGiB":21},"tags":[{"key":"a","value":"b"}],"stopCode":"SomethingNew","memory":null,
              "containers":[{"name":"app","exitCode":-1}],"gained":{"later":[1,{"x":true}]}}],"failures":[]}
            """));
        using var client = endpoint.Client();

        var response = await client.DescribeTasksAsync(new DescribeTasksRequest());

        response.Failures.Should().BeEmpty();
        var task = response.Tasks.Single();
        task.TaskArn.Should().Be("arn");
        task.Version.Should().Be(9007199254740993L);
        task.EnableExecuteCommand.Should().BeTrue();
        task.LaunchType.Should().BeSameAs(LaunchType.FARGATE);
        task.CreatedAt.Should().Be(new DateTime(2026, 1, 2, 3, 4, 5, 125, DateTimeKind.Utc));
        task.CreatedAt!.Value.Kind.Should().Be(DateTimeKind.Utc);
        task.EphemeralStorage.SizeInGiB.Should().Be(21);
        task.Tags.Single().Value.Should().Be("b");
        task.StopCode.Value.Should().Be("SomethingNew");
        task.Memory.Should().BeNull();
        task.Containers.Single().ExitCode.Should().Be(-1);
    }

    [Test]
    public async Task Maps_documents_and_reals_are_read()
    {
        await using var endpoint = await Endpoint.StartAsync(
            new Answer("""{"taskDefinition":{"containerDefinitions":[{"dockerLabels":{"team":"blue"},"restartPolicy":{"ignoredExitCodes":[0,137]}}]}}"""),
            new Answer("""{"service":{"deploymentConfiguration":{"canaryConfiguration":{"canaryPercent":0.5},"lifecycleHooks":[{"hookDetails":{"n":1,"l":["x",null],"b":false,"r":1.5}}]}}}"""));
        using var client = endpoint.Client();

        var container = (await client.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest())).TaskDefinition.ContainerDefinitions.Single();
        container.DockerLabels.Should().Equal(new Dictionary<string, string> { ["team"] = "blue" });
        container.RestartPolicy.IgnoredExitCodes.Should().Equal(0, 137);

        var deployment = (await client.CreateServiceAsync(new CreateServiceRequest())).Service.DeploymentConfiguration;
        deployment.CanaryConfiguration.CanaryPercent.Should().Be(0.5);
        var details = deployment.LifecycleHooks.Single().HookDetails.AsDictionary();
        details["n"].AsInt().Should().Be(1);
        details["l"].AsList()[0].AsString().Should().Be("x");
        details["l"].AsList()[1].IsNull().Should().BeTrue();
        details["b"].AsBool().Should().BeFalse();
        details["r"].AsDouble().Should().Be(1.5);
    }

    [Test]
    public async Task What_is_absent_stays_null()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("""{"clusters":[{}]}"""), new Answer(""));
        using var client = endpoint.Client();

        var response = await client.DescribeClustersAsync(new DescribeClustersRequest());
        response.Failures.Should().BeNull();
        response.Clusters.Single().Tags.Should().BeNull();
        response.Clusters.Single().RunningTasksCount.Should().BeNull();

        (await client.DescribeClustersAsync(new DescribeClustersRequest())).Clusters.Should().BeNull("the body was empty");
    }

    [Test]
    public async Task A_response_tells_of_its_request()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = endpoint.Client();

        var response = await client.ListTasksAsync(new ListTasksRequest());

        response.HttpStatusCode.Should().Be(HttpStatusCode.OK);
        response.ResponseMetadata.RequestId.Should().Be("request-1");
        response.ContentLength.Should().Be(2);
    }
}
