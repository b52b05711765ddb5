using System.Net;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;

namespace Workbook.Sdk.Tests;

public sealed class ErrorTests
{
    [TestCase("ClusterNotFoundException")]
    [TestCase("com.amazonaws.ecs#ClusterNotFoundException")]
    public async Task An_error_of_the_operation_is_its_exception(string code)
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Error(code));
        using var client = endpoint.Client();

        var thrown = (await client.Invoking(c => c.DescribeTasksAsync(new DescribeTasksRequest())).Should().ThrowAsync<ClusterNotFoundException>()).Which;

        thrown.Message.Should().Be("It went wrong.");
        thrown.ErrorCode.Should().Be("ClusterNotFoundException");
        thrown.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        thrown.RequestId.Should().Be("request-1");
        thrown.Should().BeAssignableTo<AmazonECSException>();
    }

    [TestCase("ThingNotInTheModelException")]
    [TestCase("TaskSetNotFoundException", Description = "Modelled, but not for this operation")]
    public async Task Any_other_error_is_the_services_exception(string code)
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Error(code, 404));
        using var client = endpoint.Client();

        var thrown = (await client.Invoking(c => c.ListTasksAsync(new ListTasksRequest())).Should().ThrowExactlyAsync<AmazonECSException>()).Which;

        thrown.ErrorCode.Should().Be(code);
        thrown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_errors_own_members_are_read()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Error("ConflictException", more: ""","resourceIds":["arn:1","arn:2"]"""));
        using var client = endpoint.Client();

        var thrown = (await client.Invoking(c => c.RunTaskAsync(new RunTaskRequest())).Should().ThrowAsync<ConflictException>()).Which;

        thrown.ResourceIds.Should().Equal("arn:1", "arn:2");
        thrown.Message.Should().Be("It went wrong.");
    }

    [Test]
    public async Task An_answer_that_is_no_json_is_an_error_too()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("<html>no such thing</html>", 404));
        using var client = endpoint.Client();

        var thrown = (await client.Invoking(c => c.ListTasksAsync(new ListTasksRequest())).Should().ThrowAsync<AmazonServiceException>()).Which;

        thrown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_servers_fault_is_tried_three_times()
    {
        var fault = Answer.Error("ServerException", 500);
        await using var endpoint = await Endpoint.StartAsync(fault, fault, fault);
        using var client = endpoint.Client();

        await client.Invoking(c => c.ListTasksAsync(new ListTasksRequest())).Should().ThrowAsync<ServerException>();

        endpoint.All.Should().HaveCount(3);
    }

    [Test]
    public void Exceptions_can_be_made_by_tests_of_learners()
    {
        var inner = new InvalidOperationException("inner");
        new ClusterNotFoundException("gone").Message.Should().Be("gone");
        new ClusterNotFoundException(inner).InnerException.Should().BeSameAs(inner);
        new ClusterNotFoundException("gone", inner).InnerException.Should().BeSameAs(inner);
        new ClusterNotFoundException("gone", ErrorType.Sender, "Code", "id", HttpStatusCode.BadRequest).RequestId.Should().Be("id");
        new ClusterNotFoundException("gone", inner, ErrorType.Sender, "Code", "id", HttpStatusCode.BadRequest).ErrorCode.Should().Be("Code");
    }
}
