using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.History;

/// <summary>The lives of tasks as <c>workbook explain</c> tells them.</summary>
public class TaskNarrationTests
{
    private static IReadOnlyList<string> Told(Story story) => story.World.Told(EntityKind.Task, story.TaskId);

    [Test]
    public void A_task_that_is_run_and_stopped()
    {
        var story = new Story();
        story.Run(Requests.Fargate(Requests.App with { HealthCheck = new() { Command = ["CMD-SHELL", "true"] } }));
        story.Provisioned();
        story.Pulled("app");
        story.Started("app");
        story.Turned("app", ContainerHealth.Healthy);
        story.EngineRestarts();
        story.Stop();
        story.Exited("app", 143);
        story.Released();

        Told(story).Should().Equal(
            "RunTask was called",
            "provision task",
            "the network interface eni-1 has the address 172.31.0.4",
            "pull the image of app",
            "the image of app is there",
            "start container app",
            "container app runs",
            "the task is ACTIVATING",
            "the task is RUNNING",
            "container app is HEALTHY",
            "the engine started again",
            "end the task: UserInitiated, Task stopped by user",
            "the task is DEACTIVATING",
            "the task is STOPPING",
            "stop container app within 30 s",
            "container app exited with code 143",
            "the task is DEPROVISIONING",
            "release task",
            "the network interface is given back");
    }

    [Test]
    public void A_task_that_gets_no_interface()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        story.NotProvisioned("no address is free");
        story.Released();
        Told(story).Should().Equal(
            "RunTask was called",
            "provision task",
            "the network could not be made: no address is free",
            "the task is STOPPING",
            "give up container app",
            "the task is DEPROVISIONING",
            "release task",
            "the network interface is given back");
    }

    [Test]
    public void A_task_whose_image_is_not_there()
    {
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, Requests.Sidecar));
        story.Pulled("side");
        story.NotStarted("app", "CannotPullContainerError: manifest unknown");
        story.Exited("side");
        Told(story).Should().Equal(
            "RunTask was called",
            "pull the image of app",
            "pull the image of side",
            "the image of side is there",
            "start container side",
            "container app could not start: CannotPullContainerError: manifest unknown",
            "end the task: TaskFailedToStart, Task failed to start",
            "the task is STOPPING");
    }

    [Test]
    public void A_container_that_is_killed_says_why()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        story.Exited("app", 137, "OutOfMemoryError: Container killed due to memory usage");
        Told(story).Should().Contain("container app exited with code 137: OutOfMemoryError: Container killed due to memory usage");
    }

    [Test]
    public void Each_entry_has_its_time_and_a_decision_its_reason()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        story.After(TimeSpan.FromSeconds(3));
        story.Stop("enough");
        var chain = story.World.Histories[new EntityKey(EntityKind.Task, story.TaskId).ToString()].Entries;
        chain.Select(entry => ((entry.At - Story.Start).TotalSeconds, entry.What, entry.Reason)).Should().ContainInOrder(
            (0, "start container app", "The image of app is there and it depends on nothing."),
            (0, "container app runs", null),
            (3, "end the task: UserInitiated, enough", "StopTask was called."),
            (3, "stop container app within 30 s", "The task stops: enough"));
    }

    [Test]
    public void Of_what_is_gone_nothing_is_told()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        story.Stop();
        story.Settle();
        story.After(TimeSpan.FromHours(1));
        story.World.Tasks.Should().BeEmpty();
        Told(story).Should().BeEmpty();
        Reducer.Apply(story.World, new ReleaseTask(story.TaskId, "late"), story.Now).Should().BeSameAs(story.World);
    }

    [Test]
    public void The_newest_hundred_entries_are_kept_in_their_order()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        var before = Told(story).Count;
        var key = new EntityKey(EntityKind.Task, story.TaskId);
        for (var number = before + 1; number <= 100; number++) story.Change(world => world.Note(key, new(story.Now, $"entry {number}", null)));
        var full = story.World.Histories[key.ToString()];
        (full.Entries.Count, full.Dropped, full.Entries[^1].What).Should().Be((100, 0, "entry 100"));

        foreach (var number in new[] { 101, 102 }) story.Change(world => world.Note(key, new(story.Now, $"entry {number}", null)));
        var next = story.World.Histories[key.ToString()];
        next.Dropped.Should().Be(2);
        next.Entries.Should().Equal([.. full.Entries.Skip(2), new(story.Now, "entry 101", null), new(story.Now, "entry 102", null)]);
    }
}
