using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The event that everybody waits for, and how events are kept.</summary>
public class SteadyStateTests
{
    private const string Steady = "has reached a steady state.";

    private static ServiceStory Serving(int desired = 1)
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired);
        story.Settle();
        return story;
    }

    [Test]
    public void It_is_said_once_and_again_after_six_hours()
    {
        var story = Serving();
        story.After(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(1));
        story.Events.Count(message => message == Steady).Should().Be(1);
        story.After(seconds: 1);
        story.Events.Count(message => message == Steady).Should().Be(2);
        story.After(TimeSpan.FromHours(12));
        story.Events.Count(message => message == Steady).Should().Be(4);
    }

    [Test]
    public void After_every_disturbance_it_is_said_again()
    {
        var story = Serving();
        story.Exit(story.Tasks.Single());
        story.Settle();
        story.Update(new() { ForceNewDeployment = true });
        story.Settle();
        story.Scale(2);
        story.Settle();
        story.Events.Count(message => message == Steady).Should().Be(4);
    }

    [Test]
    public void A_change_that_asks_for_nothing_is_no_disturbance()
    {
        var story = Serving();
        story.Update(new() { PropagateTags = "SERVICE" });
        story.Settle();
        story.Events.Count(message => message == Steady).Should().Be(1);
    }

    [Test]
    public void It_is_not_said_while_tasks_still_stop()
    {
        var story = Serving(desired: 2);
        story.Scale(1);
        story.Events[^1].Should().NotBe(Steady);
        story.Settle();
        story.Events.Should().EndWith(Steady);
    }

    [Test]
    public void The_hundred_newest_events_are_kept_newest_first()
    {
        var story = Serving();
        for (var time = 0; time < 60; time++)
        {
            story.Exit(story.Tasks.Single());
            story.Settle();
        }
        story.Web.Events.Should().HaveCount(100);
        story.Web.Events.Select(each => each.CreatedAt).Should().BeInDescendingOrder();
        story.Web.Events.Select(each => each.Id).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void More_than_ten_tasks_are_named_in_several_events()
    {
        var story = Serving(desired: 12);
        story.Events.Take(2).Select(message => message.Split(':')[0]).Should().Equal("has started 10 tasks", "has started 2 tasks");
    }
}
