using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>Attributes and what they are good for, through the AWS CLI.</summary>
internal sealed class PlacementCliTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task Attributes_are_put_listed_and_found_by_and_place_tasks()
    {
        var cli = new AwsCli(Aws.Endpoint, NewAccount(), Region);
        await cli.CallAsync("create-cluster");
        string[] resources = ["--total-resources", "name=CPU,type=INTEGER,integerValue=1024", "name=MEMORY,type=INTEGER,integerValue=1024"];
        var plain = (await cli.CallAsync(["register-container-instance", .. resources])).Text("containerInstance.containerInstanceArn");
        var blue = (await cli.CallAsync(["register-container-instance", .. resources])).Text("containerInstance.containerInstanceArn");

        var put = await cli.CallAsync("put-attributes", "--attributes", $"name=stack,value=blue,targetId={blue}");
        put.Text("attributes.0.targetId").Should().Be(blue);
        var listed = await cli.CallAsync("list-attributes", "--target-type", "container-instance", "--attribute-name", "stack");
        listed.At("attributes").GetArrayLength().Should().Be(1);
        listed.Text("attributes.0.value").Should().Be("blue");
        // Turned page by page: both machines have the same attributes, but for the one that was put.
        var all = await cli.CallAsync("list-attributes", "--target-type", "container-instance", "--page-size", "7");
        (all.At("attributes").GetArrayLength() % 2).Should().Be(1);

        (await cli.CallAsync("list-container-instances", "--filter", "attribute:stack == blue")).Texts("containerInstanceArns").Should().Equal(blue);
        (await cli.CallAsync("list-container-instances", "--filter", "attribute:stack !exists and runningTasksCount < 1")).Texts("containerInstanceArns").Should().Equal(plain);
        await cli.RefusedAsync("InvalidParameterException", "ListContainerInstances",
            "Invalid expression 'attribute:stack = blue', column 17: '=' is no operator.", "list-container-instances", "--filter", "attribute:stack = blue");

        await cli.CallAsync("register-task-definition", "--family", "web", "--container-definitions", "name=web,image=nginx,memory=128");
        var run = await cli.CallAsync("run-task", "--task-definition", "web", "--count", "2", "--placement-constraints", "type=memberOf,expression=attribute:stack==blue", "--placement-strategy", "type=binpack,field=memory");
        new[] { run.Text("tasks.0.containerInstanceArn"), run.Text("tasks.1.containerInstanceArn") }.Should().Equal(blue, blue);

        await cli.CallAsync("delete-attributes", "--attributes", $"name=stack,targetId={blue}");
        (await cli.CallAsync("run-task", "--task-definition", "web", "--placement-constraints", "type=memberOf,expression='attribute:stack==blue'"))
            .Text("failures.0.reason").Should().Be("MemberOf placement constraint unsatisfied.");
    }
}
