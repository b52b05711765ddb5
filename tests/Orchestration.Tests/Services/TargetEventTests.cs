using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>A service with a load balancer says when its tasks become targets, and when they are no more.</summary>
public class TargetEventTests
{
    private const string Group = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef";

    private static ServiceStory Begin()
    {
        var story = new ServiceStory();
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }) with { Family = "demo" });
        story.Create(ServiceStory.Request with { LoadBalancers = [new() { TargetGroupArn = Group, ContainerName = "app", ContainerPort = 80 }] });
        return story;
    }

    [Test]
    public void A_task_is_registered_before_it_runs_and_deregistered_before_it_is_stopped()
    {
        var story = Begin();
        story.Settle();
        story.Update(new() { DesiredCount = 0 });
        story.Settle();

        story.Events.Should().Equal(
            "has started 1 tasks: (task t1).",
            $"registered 1 targets in (target-group {Group})",
            "(deployment d1) deployment completed.",
            "has reached a steady state.",
            "has stopped 1 running tasks: (task t1).",
            $"deregistered 1 targets in (target-group {Group})",
            "has begun draining connections on 1 tasks.",
            "has reached a steady state.");
    }

    [Test]
    public void A_task_that_never_ran_was_no_target()
    {
        var story = Begin();
        story.Update(new() { DesiredCount = 0 });
        story.Settle();

        story.Events.Should().NotContain(message => message.Contains("target", StringComparison.Ordinal) || message.Contains("draining", StringComparison.Ordinal));
    }
}
