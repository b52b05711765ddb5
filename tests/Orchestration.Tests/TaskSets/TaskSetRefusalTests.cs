using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskSets;

/// <summary>What the operations on task sets refuse, and what they take for the same thing.</summary>
public class TaskSetRefusalTests
{
    private static void Refused(Action call, string code, string message)
    {
        var thrown = call.Should().Throw<ApiException>().Which;
        (thrown.Code, thrown.Message).Should().Be((code, message));
    }

    [Test]
    public void Only_services_with_an_external_controller_have_task_sets()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(1);
        Refused(() => story.CreateSet(), "InvalidParameterException", "Amazon ECS only supports task set management on services configured to use external deployment controllers.");
    }

    [Test]
    public void The_service_has_to_be_there_and_ACTIVE()
    {
        var story = Sets.Begin();
        Refused(() => story.CreateSet(Sets.Request with { Service = "nobody" }), "ServiceNotFoundException", "Service not found.");
        Refused(() => story.CreateSet(Sets.Request with { Cluster = "nobody" }), "ClusterNotFoundException", "Cluster not found.");
        story.CreateSet();
        story.Delete(force: true);
        Refused(() => story.CreateSet(), "ServiceNotActiveException", "Service was not ACTIVE.");
    }

    [Test]
    public void Five_is_the_most_and_draining_ones_count()
    {
        var story = Sets.Begin();
        var sets = Enumerable.Range(0, 5).Select(_ => story.CreateSet(percent: 25)).ToList();
        story.Settle();
        story.DeleteSet(sets[0]);
        Refused(() => story.CreateSet(), "InvalidParameterException", "5 deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.");
        story.Settle();
        story.CreateSet();
        story.Web.TaskSets.Should().HaveCount(5);
    }

    [Test]
    public void The_same_call_with_the_same_token_is_the_same_set()
    {
        var story = Sets.Begin();
        var request = Sets.Request with { ClientToken = "once", Scale = new() { Value = 25 } };
        var set = story.CreateSet(request);
        story.ScaleSet(set, 75);
        story.CreateSet(request with { Cluster = "default" }).Should().Be(story.Set(set.Id));
        story.Web.TaskSets.Should().ContainSingle();
        Refused(() => story.CreateSet(request with { ExternalId = "other" }), "InvalidParameterException", "Creation of task set was not idempotent.");
        story.CreateSet(request with { ClientToken = "twice" }).Id.Should().NotBe(set.Id);
        Refused(() => story.CreateSet(request with { ClientToken = new('x', 37) }), "InvalidParameterException", "idempotency token longer than 36.");
    }

    [TestCase(-0.1)]
    [TestCase(100.1)]
    [TestCase(double.NaN)]
    public void The_scale_is_a_percentage(double percent)
    {
        var story = Sets.Begin();
        Refused(() => story.CreateSet(percent), "InvalidParameterException", "Scale value should be between 0 and 100.");
        var set = story.CreateSet();
        Refused(() => story.ScaleSet(set, percent), "InvalidParameterException", "Scale value should be between 0 and 100.");
    }

    [Test]
    public void What_is_started_is_checked_as_for_a_service()
    {
        var story = Sets.Begin();
        Refused(() => story.CreateSet(Sets.Request with { TaskDefinition = "nobody" }), "ClientException", "TaskDefinition not found.");
        Refused(() => story.CreateSet(Sets.Request with { NetworkConfiguration = null }), "InvalidParameterException", "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        Refused(() => story.CreateSet(Sets.Request with { LaunchType = "FARGATE", CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE", Weight = 1 }] }),
            "InvalidParameterException", "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        Refused(() => story.CreateSet(Sets.Request with { PlatformVersion = "9.9.9" }), "PlatformUnknownException", "The specified platform version 9.9.9 does not exist.");
        Refused(() => story.CreateSet(Sets.Request with { LoadBalancers = [new() { TargetGroupArn = "arn:tg", ContainerName = "nobody", ContainerPort = 80 }] }),
            "InvalidParameterException", "The container nobody does not exist in the task definition.");
    }

    [Test]
    public void A_strategy_of_its_own_wins_over_the_launch_type_of_the_service()
    {
        var story = Sets.Begin();
        var set = story.CreateSet(Sets.Request with { CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }] });
        story.Settle();
        set.Spec.LaunchType.Should().BeNull();
        story.Tasks.Should().HaveCount(4).And.OnlyContain(task => task.CapacityProviderName == "FARGATE_SPOT");
    }

    [Test]
    public void A_set_is_named_by_id_or_ARN()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        var arn = Arn.TaskSet(Story.Scope, "default", "web", set.Id).ToString();
        arn.Should().Be($"arn:aws:ecs:us-east-1:123456789012:task-set/default/web/{set.Id}");
        TaskSetIdentifiers.Find(story.World, story.Web, arn).Should().Be(set);
        TaskSetIdentifiers.Find(story.World, story.Web, set.Id).Should().Be(set);
        TaskSetIdentifiers.Find(story.World, story.Web, set.Id["ecs-svc/".Length..]).Should().BeNull();
        Refused(() => story.ScaleSet(set with { Id = "ecs-svc/1" }, 50), "TaskSetNotFoundException", "The specified task set was not found. Specify a valid task set and try again.");
        Refused(() => story.MakePrimary(set with { Id = "" }), "InvalidParameterException", "TaskSet can not be blank.");
    }

    [Test]
    public void The_primary_set_is_deleted_only_by_force()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.MakePrimary(set);
        Refused(() => story.DeleteSet(set), "InvalidParameterException", "Primary TaskSet cannot be deleted");
        story.DeleteSet(set, force: true);
        story.Set(set.Id).Status.Should().Be("DRAINING");
    }

    [Test]
    public void A_draining_set_is_changed_no_more()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.DeleteSet(set);
        Refused(() => story.ScaleSet(set, 50), "InvalidParameterException", "The task set is DRAINING and can not be changed any more.");
        Refused(() => story.MakePrimary(set), "InvalidParameterException", "The task set is DRAINING and can not be changed any more.");
        var before = story.World;
        DeleteTaskSet.Apply(before, new() { Service = "web", TaskSet = set.Id }, story.Now).World.Should().BeSameAs(before);
    }

    [Test]
    public void Making_the_primary_primary_changes_nothing()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.MakePrimary(set);
        var before = story.World;
        UpdateTaskSet.MakePrimary(before, new() { Service = "web", PrimaryTaskSet = set.Id }, story.Now).World.Should().BeSameAs(before);
    }

    [Test]
    public void A_service_with_task_sets_is_deleted_only_by_force()
    {
        var story = Sets.Begin();
        story.CreateSet();
        Refused(() => story.Delete(), "InvalidParameterException", "The service cannot be stopped while it is scaled above 0.");
        story.Scale(0);
        Refused(() => story.Delete(), "InvalidParameterException", "The service cannot be stopped while deployments are active.");
        story.Delete(force: true);
        story.Web.Status.Should().NotBe("ACTIVE");
    }

    [Test]
    public void Task_sets_have_tags()
    {
        var story = Sets.Begin();
        var set = story.CreateSet(Sets.Request with { Tags = [new() { Key = "team", Value = "a" }] });
        var arn = TaskSetIdentifiers.ArnOf(story.World, story.Web, set.Id);
        ResourceTags.Of(story.World, arn).Should().Equal([new Tag { Key = "team", Value = "a" }]);
        story.Change(world => ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = [new() { Key = "cost", Value = "42" }] }));
        story.Change(world => ResourceTags.Untag(world, new() { ResourceArn = arn, TagKeys = ["team"] }));
        story.Set(set.Id).Tags.Should().Equal([new Tag { Key = "cost", Value = "42" }]);
        Refused(() => ResourceTags.Of(story.World, arn + "0"), "InvalidParameterException", "The specified task set is not found. Specify a valid resource ARN and try again.");
    }
}
