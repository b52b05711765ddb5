using Workbook.Orchestration.Tests.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>What rolling deployments that end early say of who ended them.</summary>
public class RollbackWordsTests
{
    private static ServiceStory Deploying(bool watches)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with
        {
            DeploymentConfiguration = new() { Alarms = new() { AlarmNames = ["cpu"], Enable = watches, Rollback = true } },
        });
        story.Settle();
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(2);
        return story;
    }

    [Test]
    public void An_alarm()
    {
        var story = Deploying(watches: true);
        story.Alarm("cpu", isInAlarm: true);
        story.Web.Primary!.RolloutStateReason.Should().Be($"ECS deployment alarm: rolling back to deploymentId {story.Web.Primary.Id}.");
        story.Rollout.TriggeredAlarms.Should().Equal("cpu");
    }

    [Test]
    public void A_caller()
    {
        var story = Deploying(watches: false);
        story.Alarm("cpu", isInAlarm: true);
        story.StopDeployment();
        story.Web.Primary!.RolloutStateReason.Should().Be($"ECS deployment: rolling back to deploymentId {story.Web.Primary.Id}.");
        story.Rollout.TriggeredAlarms.Should().BeEmpty("the alarm is not what ended it");
    }

    [Test]
    public void The_end_of_the_service()
    {
        var story = Deploying(watches: false);
        var rollout = story.Rollout;
        story.Delete(force: true);
        var ended = story.World.ServiceDeployments[rollout.Key];
        (ended.Status, ended.StatusReason).Should().Be((ServiceDeploymentStatus.Stopped, "The service was deleted."));
    }
}
