using Amazon.ECS.Model;

namespace Workbook.Sdk.Tests;

public sealed class PaginatorTests
{
    private static readonly Answer[] Pages =
    [
        new("""{"taskArns":["a","b"],"nextToken":"2"}"""),
        new("""{"nextToken":"3"}"""),
        new("""{"taskArns":["c"]}"""),
    ];

    [Test]
    public async Task Items_come_from_all_pages()
    {
        await using var endpoint = await Endpoint.StartAsync(Pages);
        using var client = endpoint.Client();

        var arns = new List<string>();
        await foreach (var arn in client.Paginators.ListTasks(new ListTasksRequest { Cluster = "default" }).TaskArns) arns.Add(arn);

        arns.Should().Equal("a", "b", "c");
        endpoint.All.Select(sent => sent.Body).Should().Equal(
            """{"cluster":"default"}""", """{"cluster":"default","nextToken":"2"}""", """{"cluster":"default","nextToken":"3"}""");
    }

    [Test]
    public async Task Responses_are_the_pages()
    {
        await using var endpoint = await Endpoint.StartAsync(Pages);
        using var client = endpoint.Client();

        var tokens = new List<string>();
        await foreach (var page in client.Paginators.ListTasks(new ListTasksRequest()).Responses) tokens.Add(page.NextToken);

        tokens.Should().Equal("2", "3", null);
    }

    [Test]
    public async Task A_paginator_is_walked_once()
    {
        await using var endpoint = await Endpoint.StartAsync(Pages);
        using var client = endpoint.Client();
        var paginator = client.Paginators.ListTasks(new ListTasksRequest());
        await foreach (var _ in paginator.TaskArns) break;

        var again = async () =>
        {
            await foreach (var _ in paginator.TaskArns) break;
        };

        await again.Should().ThrowAsync<InvalidOperationException>();
    }
}
