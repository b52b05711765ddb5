using Workbook.Orchestration.History;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.History;

/// <summary>What <c>workbook explain</c> says of a thing.</summary>
public class ExplanationTests
{
    private static ServiceStory Steady()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 2);
        story.Settle();
        return story;
    }

    private static Explanation? Of(ServiceStory story, Arn arn) => Explanation.Of(story.World, arn.ToString());

    [Test]
    public void A_service_says_what_it_wants_and_has()
    {
        var story = Steady();
        var arn = Arn.Service(story.World.Scope, "default", "web");
        var explanation = Of(story, arn)!;
        (explanation.Arn, explanation.Status, explanation.Dropped).Should().Be((arn.ToString(), "ACTIVE, 2 desired, 2 running", 0));
        explanation.Chain.Should().Equal(story.World.Histories[new EntityKey(EntityKind.Service, "default/web").ToString()].Entries).And.NotBeEmpty();
        Of(story, Arn.Service(story.World.Scope, "default", "api")).Should().BeNull();
        Explanation.Of(story.World, $"arn:aws:ecs:us-east-1:{story.World.Scope.Account}:service/web").Should().BeNull("it names no cluster");
    }

    [Test]
    public void A_service_deployment_begins_where_it_began()
    {
        var story = Steady();
        story.After(TimeSpan.FromMinutes(1));
        var began = story.Now;
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2", DeploymentConfiguration = new() { Strategy = "BLUE_GREEN", BakeTimeInMinutes = 60 } });
        story.After(120);
        var explanation = Of(story, Arn.ServiceDeployment(story.World.Scope, "default", "web", story.Rollout.Id))!;
        explanation.Status.Should().Be($"IN_PROGRESS, {story.Rollout.Stage}");
        explanation.Chain.Should().NotBeEmpty().And.OnlyContain(entry => entry.At >= began);
        explanation.Chain[0].At.Should().Be(began);
        Of(story, Arn.ServiceDeployment(story.World.Scope, "default", "web", "1")).Should().BeNull();
        story.Settle();
        Of(story, Arn.Service(story.World.Scope, "default", "web"))!.Status.Should().Be("ACTIVE, 2 desired, 2 running");
    }

    [Test]
    public void The_tasks_of_all_deployments_are_counted_and_what_was_dropped_is_said()
    {
        var story = Steady();
        story.Around["app:2"] = new() { HealthyAfter = null };
        story.Define("app:2", new() { Command = ["CMD-SHELL", "true"] });
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(60);
        var arn = Arn.Service(story.World.Scope, "default", "web");
        Of(story, arn)!.Status.Should().Be("ACTIVE, 2 desired, 4 running");
        var key = new EntityKey(EntityKind.Service, "default/web");
        var before = Of(story, arn)!.Chain.Count;
        for (var number = 0; number < 100; number++) story.Change(world => world.Note(key, new(story.Now, "something", null)));
        Of(story, arn)!.Dropped.Should().Be(before);
    }

    [Test]
    public void A_rolling_deployment_has_no_stage()
    {
        var story = Steady();
        Of(story, Arn.ServiceDeployment(story.World.Scope, "default", "web", story.Rollout.Id))!.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void A_task_says_why_it_stopped()
    {
        var story = Steady();
        var task = story.Tasks.First();
        Of(story, Arn.Task(story.World.Scope, "default", task.Id))!.Status.Should().Be("RUNNING");
        story.Exit(task);
        story.After(10);
        Of(story, Arn.Task(story.World.Scope, "default", task.Id))!.Status.Should().Be("STOPPED: Essential container in task exited");
        Of(story, Arn.Task(story.World.Scope, "default", "0")).Should().BeNull();
    }

    [Test]
    public void A_container_instance_says_whether_its_agent_is_there()
    {
        var story = new ServiceStory();
        var machine = story.AddMachine();
        var arn = Arn.ContainerInstance(story.World.Scope, "default", machine.Id);
        Of(story, arn)!.Status.Should().Be("ACTIVE, agent connected");
        Of(story, arn)!.Chain.Should().BeEmpty("nothing has been decided about it yet");
        story.Change(world => world.Put(world.ContainerInstances[machine.Id] with { AgentConnected = false }));
        Of(story, arn)!.Status.Should().Be("ACTIVE, agent not connected");
        Of(story, Arn.ContainerInstance(story.World.Scope, "default", "0")).Should().BeNull();
    }

    [Test]
    public void Nothing_is_decided_about_the_rest()
    {
        var story = Steady();
        void Refused(string text, string message) => FluentActions.Invoking(() => Explanation.Of(story.World, text)).Should().Throw<ApiException>().WithMessage(message);
        Refused("web", "'web' is not an ARN of ECS.");
        Refused(Arn.Cluster(story.World.Scope, "default").ToString(), "Nothing is decided about a cluster. Ask about a task, a service, a service deployment or a container instance.");
    }

    [TestCase("arn:aws:ecs:us-east-1:1:task", false)]
    [TestCase("arn:aws:ecs:us-east-1:1:/x", false)]
    [TestCase("arn:aws:ec2:us-east-1:1:task/x", false)]
    [TestCase("arn:aws:ecs", false)]
    [TestCase("task/x", false)]
    [TestCase(null, false)]
    [TestCase("arn:aws:ecs:us-east-1:1:task/x", true)]
    public void ARNs_have_six_parts(string? text, bool isOne) => Arn.TryParse(text, out _).Should().Be(isOne);

    [Test]
    public void ARNs_say_what_they_name()
    {
        var scope = new AccountRegion("123456789012", "us-east-1");
        const string prefix = "arn:aws:ecs:us-east-1:123456789012:";
        Arn.Cluster(scope, "c").ToString().Should().Be(prefix + "cluster/c");
        Arn.TaskDefinition(scope, "f", 1).ToString().Should().Be(prefix + "task-definition/f:1");
        Arn.Task(scope, "c", "t").ToString().Should().Be(prefix + "task/c/t");
        Arn.Container(scope, "c", "t", "i").ToString().Should().Be(prefix + "container/c/t/i");
        Arn.ContainerInstance(scope, "c", "i").ToString().Should().Be(prefix + "container-instance/c/i");
        Arn.Service(scope, "c", "s").ToString().Should().Be(prefix + "service/c/s");
        Arn.ServiceRevision(scope, "c", "s", "1").ToString().Should().Be(prefix + "service-revision/c/s/1");
        Arn.ServiceDeployment(scope, "c", "s", "1").ToString().Should().Be(prefix + "service-deployment/c/s/1");
        Arn.TaskSet(scope, "c", "s", "1").ToString().Should().Be(prefix + "task-set/c/s/1");
        Arn.TryParse(prefix + "task/c/t", out var arn).Should().BeTrue();
        (arn.Scope, arn.Type, arn.Path, arn.Id, arn.ClusterName).Should().Be((scope, "task", "c/t", "t", "c"));
        Arn.TryParse(prefix + "task/t", out arn).Should().BeTrue();
        (arn.Id, arn.ClusterName).Should().Be(("t", null));
        scope.ToString().Should().Be("123456789012/us-east-1");
    }
}
