using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.Registry;

/// <summary>The life of task definitions: registered, deregistered, deleted, gone.</summary>
public class RegistryTests
{
    private Story _story = null!;

    [SetUp]
    public void Begin() => _story = new();

    private void Register(int count)
    {
        for (var i = 0; i < count; i++) _story.Register(Requests.Fargate());
    }

    private string Deregister(string name) => _story.Change(world => TaskDefinitionRegistry.Deregister(world, name, _story.Now)).Status;

    private ValueList<Shapes.Ecs.Failure> Delete(params ValueList<string> names)
    {
        var (world, _, failures) = TaskDefinitionRegistry.Delete(_story.World, names, _story.Now);
        _story.Change(_ => world);
        return failures;
    }

    private string? Find(string name) =>
        TaskDefinitionRegistry.Find(_story.World, name) is { } found ? $"{found.Definition.Family}:{found.Definition.Revision} {found.Status}" : null;

    private static ApiException Refused(Action action) => action.Should().Throw<ApiException>().Which;

    [Test]
    public void Revisions_count_up_and_the_family_names_the_latest()
    {
        Register(3);
        Find("demo").Should().Be("demo:3 ACTIVE");
        Find("demo:1").Should().Be("demo:1 ACTIVE");
        Find("arn:aws:ecs:us-east-1:123456789012:task-definition/demo:2").Should().Be("demo:2 ACTIVE");
        _story.World.TaskDefinitions.Values.Select(each => each.Definition.TaskDefinitionArn).Should().OnlyHaveUniqueItems();
    }

    [TestCase("demo:4")]
    [TestCase("demo:0")]
    [TestCase("demo:-1")]
    [TestCase("demo:x")]
    [TestCase("other")]
    [TestCase("arn:aws:ecs:eu-west-1:123456789012:task-definition/demo:2")]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:cluster/demo:2")]
    public void Other_names_name_nothing(string name)
    {
        Register(3);
        Find(name).Should().BeNull();
    }

    [Test]
    public void Deregistering_the_latest_makes_the_one_before_the_latest_active()
    {
        Register(3);
        Deregister("demo:2").Should().Be("INACTIVE");
        Deregister("demo:3").Should().Be("INACTIVE");
        Find("demo").Should().Be("demo:1 ACTIVE");
        Deregister("demo:1");
        Find("demo").Should().BeNull();
        _story.World.Families["demo"].LatestActive.Should().BeNull();
    }

    [Test]
    public void Numbers_are_never_given_twice()
    {
        Register(2);
        Deregister("demo:1");
        Deregister("demo:2");
        Delete("demo:1", "demo:2").Should().BeEmpty();
        _story.After(TimeSpan.FromHours(1)).Should().Equal("forget definition demo:000000001", "forget definition demo:000000002");
        _story.World.TaskDefinitions.Should().BeEmpty();

        Register(1);
        Find("demo").Should().Be("demo:3 ACTIVE");
    }

    [Test]
    public void An_inactive_revision_can_be_described_but_not_run()
    {
        Register(1);
        Deregister("demo:1");
        Find("demo:1").Should().Be("demo:1 INACTIVE");
        Refused(() => TaskDefinitionRegistry.Startable(_story.World, "demo:1")).Message.Should().Be("TaskDefinition is inactive");
        Refused(() => TaskDefinitionRegistry.Startable(_story.World, "demo")).Message.Should().Be("TaskDefinition not found.");
    }

    [Test]
    public void Deregistering_again_changes_nothing()
    {
        Register(1);
        Deregister("demo:1");
        var before = _story.World;
        _story.After(TimeSpan.FromMinutes(1));
        Deregister("demo:1").Should().Be("INACTIVE");
        _story.World.Should().BeSameAs(before);
    }

    [TestCase("demo")]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:task-definition/demo")]
    [TestCase("")]
    public void A_revision_has_to_be_named_to_be_deregistered_or_deleted(string name)
    {
        Register(1);
        Refused(() => TaskDefinitionRegistry.Deregister(_story.World, name, _story.Now)).Message.Should().Contain("must have a revision");
        Refused(() => TaskDefinitionRegistry.Delete(_story.World, [name], _story.Now)).Message.Should().Contain("You must specify a revision.");
    }

    [Test]
    public void Only_inactive_revisions_can_be_deleted()
    {
        Register(1);
        Delete("demo:1", "demo:7").Select(failure => $"{failure.Arn} {failure.Reason}").Should().Equal(
            "arn:aws:ecs:us-east-1:123456789012:task-definition/demo:1 The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
            "demo:7 The specified task definition does not exist. Specify a valid account, family, revision and try again.");
        Find("demo:1").Should().Be("demo:1 ACTIVE");
    }

    [Test]
    public void At_most_ten_at_a_time_and_at_least_one()
    {
        Refused(() => Delete()).Message.Should().Be("Task definitions can not be empty.");
        Refused(() => Delete([.. Enumerable.Range(1, 11).Select(i => $"demo:{i}")])).Message.Should().Be("You can specify up to 10 task definitions.");
    }

    [Test]
    public void A_deletion_is_in_progress_for_an_hour_and_cannot_be_taken_back()
    {
        Register(1);
        Deregister("demo:1");
        Delete("demo:1").Should().BeEmpty();

        Find("demo:1").Should().Be("demo:1 DELETE_IN_PROGRESS");
        Refused(() => TaskDefinitionRegistry.Startable(_story.World, "demo:1")).Code.Should().Be("ClientException");
        Refused(() => Deregister("demo:1")).Message.Should().Be("The specified task definition is in the process of being deleted.");
        _story.After(TimeSpan.FromMinutes(59)).Should().BeEmpty();
        Delete("demo:1").Should().BeEmpty("asking again is no error and does not start the hour anew");
        _story.After(TimeSpan.FromMinutes(1)).Should().Equal("forget definition demo:000000001");
        Find("demo:1").Should().BeNull();
    }

    [Test]
    public void A_revision_that_tasks_use_stays_until_the_last_of_them_is_forgotten()
    {
        _story.RunToRunning(Requests.Fargate());
        Deregister("demo:1");
        Delete("demo:1");

        _story.After(TimeSpan.FromHours(1)).Should().Equal("definition still in use");
        _story.Task.LastStatus.ToString().Should().Be("Running", "what runs goes on");
        _story.After(TimeSpan.FromMinutes(30)).Should().BeEmpty();
        _story.Stop();
        _story.Settle();
        // The task is STOPPED at 1:30 and remembered until 2:30; the revision is looked at on the hour.
        _story.After(TimeSpan.FromMinutes(30)).Should().Equal("definition still in use");
        _story.After(TimeSpan.FromMinutes(30)).Should().Equal("forget");
        _story.After(TimeSpan.FromMinutes(30)).Should().Equal("forget definition demo:000000001");
    }
}
