using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskSets;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services.Protection;

/// <summary>Tasks that neither a scale-in nor a deployment may stop.</summary>
public class ProtectionTests
{
    private static ServiceStory Running(int desired)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired);
        story.Settle();
        story.Decided();
        return story;
    }

    private static ProtectionResult Protect(ServiceStory story, bool enabled, int? minutes, params IEnumerable<string> tasks)
    {
        ProtectionResult? result = null;
        var ids = tasks.Select(name => story.Task(name).Id).ToValueList();
        story.Change(world => (result = TaskProtection.Update(world, new() { Tasks = ids, ProtectionEnabled = enabled, ExpiresInMinutes = minutes }, story.Now)).World);
        return result!;
    }

    private static ProtectionResult Protect(ServiceStory story, params IEnumerable<string> tasks) => Protect(story, true, null, tasks);

    private static string HeldBack(ServiceStory story, string deployment, int count) =>
        $"(service web) was unable to reach steady state because (taskSet {deployment}) was unable to scale in due to (reason {count} tasks under protection)";

    [Test]
    public void A_scale_in_stops_the_others()
    {
        var story = Running(4);
        Protect(story, "t1", "t4");
        story.Scale(2);
        story.Settle();
        story.Running("demo:1").Should().Equal("t1", "t4");
        story.Web.HeldBack.Should().BeNull();
        story.Web.SteadySince.Should().NotBeNull();
    }

    [Test]
    public void A_scale_in_that_is_held_back_says_so_once_and_goes_on_when_the_protection_ends()
    {
        var story = Running(3);
        var deployment = story.Web.Primary!.Id;
        Protect(story, true, 10, "t1", "t2");
        story.Scale(1);
        story.Settle();
        story.Running("demo:1").Should().Equal("t1", "t2");
        story.Web.SteadySince.Should().BeNull();
        story.After(TimeSpan.FromMinutes(9));
        story.Web.Events.Select(each => each.Message).Where(message => message == HeldBack(story, deployment, 2)).Should().ContainSingle();

        story.After(TimeSpan.FromMinutes(1));
        story.Settle();
        story.Running("demo:1").Should().ContainSingle();
        story.Web.HeldBack.Should().BeNull();
        story.Web.SteadySince.Should().NotBeNull();
    }

    [Test]
    public void A_protection_that_is_taken_back_lets_the_scale_in_go_on()
    {
        var story = Running(2);
        Protect(story, "t1", "t2");
        story.Scale(1);
        story.Active.Should().Be(2);
        Protect(story, false, null, "t1").Tasks.Should().ContainSingle().Which.IsProtected.Should().BeFalse();
        story.Settle();
        story.Running("demo:1").Should().Equal("t2");
    }

    [Test]
    public void A_clock_that_jumps_does_not_jump_to_the_end_of_a_protection()
    {
        var story = Running(2);
        Protect(story, "t1");
        story.Settle();
        story.Task("t1").IsProtected.Should().BeTrue();
        story.World.Agenda.NextProgressAt.Should().BeNull();
        story.World.Agenda.NextUpkeepAt.Should().BeOnOrBefore(story.Now.AddHours(2));
    }

    [TestCase(null, 120)]
    [TestCase(1, 1)]
    [TestCase(2880, 2880)]
    public void It_ends_by_itself(int? minutes, int lasts)
    {
        var story = Running(1);
        Protect(story, true, minutes, "t1").Tasks.Single().ProtectedUntil.Should().Be(story.Now.AddMinutes(lasts));
        story.After(TimeSpan.FromMinutes(lasts) - TimeSpan.FromSeconds(1));
        story.Task("t1").IsProtected.Should().BeTrue();
        story.After(1);
        story.Task("t1").IsProtected.Should().BeFalse();
    }

    [Test]
    public void Every_call_begins_the_time_anew()
    {
        var story = Running(1);
        Protect(story, true, 10, "t1");
        story.After(TimeSpan.FromMinutes(9));
        Protect(story, true, 10, "t1");
        story.After(TimeSpan.FromMinutes(9));
        story.Task("t1").IsProtected.Should().BeTrue();
    }

    [Test]
    public void A_rolling_deployment_waits_for_protected_tasks()
    {
        var story = Running(2);
        var old = story.Web.Primary!.Id;
        Protect(story, true, 60, "t1");
        story.Deploy();
        story.Settle();
        story.Running("demo:1").Should().Equal("t1");
        story.Running("demo:2").Should().HaveCount(2);
        story.Rollout.Status.Should().Be("IN_PROGRESS");
        story.Web.Events.Should().ContainSingle(each => each.Message == HeldBack(story, old, 1));

        story.After(TimeSpan.FromMinutes(60));
        story.Settle();
        story.Running("demo:1").Should().BeEmpty();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void A_protected_task_counts_towards_the_minimum()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(4, minimum: 50, maximum: 100);
        story.Settle();
        Protect(story, "t2", "t3");
        story.Deploy();
        story.Running("demo:1").Should().BeEquivalentTo("t2", "t3");
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t2", "t3");
        story.Running("demo:2").Should().HaveCount(2, "the maximum leaves room for two");
    }

    [Test]
    public void Blue_is_kept_in_the_clean_up_as_long_as_it_is_protected()
    {
        var story = Staged.Serving(Staged.BlueGreen());
        var blue = story.Web.Primary!.Id;
        Protect(story, true, 60, "t1", "t2");
        story.Deploy();
        story.Settle();
        story.Rollout.Stage.Should().Be("CLEAN_UP");
        story.Rollout.ProductionPercent.Should().Be(100);
        story.Running("demo:1").Should().Equal("t1", "t2");
        story.Web.HeldBack.Should().Be(HeldBack(story, blue, 2));
        story.After(TimeSpan.FromMinutes(60));
        story.Settle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void A_task_set_waits_too()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.Settle();
        Protect(story, true, 60, "t1");
        story.DeleteSet(set);
        story.Settle();
        story.Tasks.Select(story.NameOf).Should().Equal("t1");
        story.Web.HeldBack.Should().Be(HeldBack(story, set.Id, 1));
        story.After(TimeSpan.FromMinutes(60));
        story.Settle();
        story.Web.TaskSets.Should().BeEmpty();
    }

    [Test]
    public void It_protects_from_nothing_else()
    {
        var story = new ServiceStory();
        story.Define("app:1", new() { Command = ["CMD-SHELL", "true"] });
        story.Create(3);
        story.Settle();
        Protect(story, "t1", "t2", "t3");
        story.Stop(story.Task("t1"));
        story.Turn(story.Task("t2"), ContainerHealth.Unhealthy);
        story.Exit(story.Task("t3"));
        story.Settle();
        story.Running("demo:1").Should().NotContain(["t1", "t2", "t3"]);
        foreach (var name in new[] { "t1", "t2", "t3" }) story.Task(name).ProtectedUntil.Should().BeNull();
    }

    [Test]
    public void Deleting_the_service_stops_protected_tasks()
    {
        var story = Running(2);
        Protect(story, "t1", "t2");
        story.Delete(force: true);
        story.Settle();
        story.Web.Status.Should().Be("INACTIVE");
    }

    [Test]
    public void No_more_tasks_can_be_protected_than_are_desired()
    {
        var story = Running(2);
        Protect(story, "t1", "t2");
        story.Deploy();
        story.Settle();
        var result = Protect(story, "t3", "t1");
        result.Failures.Should().ContainSingle().Which.Reason.Should().Be("DEPLOYMENT_BLOCKED");
        result.Tasks.Should().ContainSingle("the time of a protected one may begin anew").Which.Id.Should().Be(story.Task("t1").Id);
        Protect(story, false, null, "t2", "t3").Failures.Should().BeEmpty();
        Protect(story, "t3").Failures.Should().BeEmpty();
    }

    [Test]
    public void Tasks_of_no_service_and_tasks_that_end_cannot_be_protected()
    {
        var story = Running(1);
        story.Change(world => RunTask.Apply(world, new() { TaskDefinition = "demo", LaunchType = LaunchType.Fargate, NetworkConfiguration = Story.Network }, [story.NextId()], story.Now).World);
        var alone = story.World.Tasks.Values.Single(task => task.ServiceName is null);
        var ended = story.Task("t1");
        story.Stop(ended);
        var unknown = new string('f', 32);
        var result = TaskProtection.Update(story.World, new() { Tasks = [alone.Id, ended.Id, unknown], ProtectionEnabled = true }, story.Now);
        result.Failures.Select(failure => failure.Reason).Should().Equal("TASK_NOT_VALID", "TASK_NOT_VALID", "MISSING");
        result.Failures[2].Arn.Should().Be($"arn:aws:ecs:us-east-1:123456789012:task/default/{unknown}");
        result.World.Should().BeSameAs(story.World);
        TaskProtection.Get(story.World, new() { Tasks = [alone.Id, ended.Id, unknown] }).Failures.Should().Equal(result.Failures);
    }

    [Test]
    public void Requests_are_checked()
    {
        var story = Running(1);
        var id = story.Task("t1").Id;
        string Refusal(UpdateTaskProtectionRequest request) =>
            story.Invoking(each => TaskProtection.Update(each.World, request, each.Now)).Should().Throw<ApiException>().Which.Code;

        Refusal(new() { Tasks = [], ProtectionEnabled = true }).Should().Be("InvalidParameterException");
        Refusal(new() { Tasks = [.. Enumerable.Repeat(id, 11)], ProtectionEnabled = true }).Should().Be("InvalidParameterException");
        Refusal(new() { Tasks = [id], ProtectionEnabled = true, ExpiresInMinutes = 0 }).Should().Be("InvalidParameterException");
        Refusal(new() { Tasks = [id], ProtectionEnabled = true, ExpiresInMinutes = 2881 }).Should().Be("InvalidParameterException");
        Refusal(new() { Tasks = ["short"], ProtectionEnabled = true }).Should().Be("InvalidParameterException");
        Refusal(new() { Cluster = "nobody", Tasks = [id], ProtectionEnabled = true }).Should().Be("ClusterNotFoundException");
        TaskProtection.Update(story.World, new() { Tasks = [id], ProtectionEnabled = false, ExpiresInMinutes = 9999 }, story.Now).Failures.Should().BeEmpty("no time is needed to end it");
    }
}
