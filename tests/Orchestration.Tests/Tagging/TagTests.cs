using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tagging;

public class TagTests
{
    private static ApiException Refused(Action action) => action.Should().Throw<ApiException>().Which;

    private static ValueList<Tag> Tags(int count) => [.. Enumerable.Range(0, count).Select(i => new Tag { Key = $"k{i}", Value = "v" })];

    private static IEnumerable<string> Of(World world, string arn) => ResourceTags.Of(world, arn).Select(tag => $"{tag.Key}={tag.Value}");

    [Test]
    public void Clusters_tasks_definitions_and_machines_can_be_tagged_and_untagged()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        var machine = story.Task.ContainerInstanceId!;
        foreach (var arn in new[]
        {
            Arn.Cluster(Story.Scope, "default"), Arn.Task(Story.Scope, "default", story.TaskId), Arn.TaskDefinition(Story.Scope, "demo", 1),
            Arn.ContainerInstance(Story.Scope, "default", machine),
        }.Select(arn => arn.ToString()))
        {
            var world = ResourceTags.Tag(story.World, new() { ResourceArn = arn, Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b" }] });
            Of(world, arn).Should().Equal("a=1", "b=");
            world = ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = [new() { Key = "a", Value = "2" }] });
            Of(world, arn).Should().Equal("b=", "a=2");
            world = ResourceTags.Untag(world, new() { ResourceArn = arn, TagKeys = ["a", "never-there"] });
            Of(world, arn).Should().Equal("b=");
            Of(story.World, arn).Should().BeEmpty("a World never changes");
        }
    }

    [Test]
    public void Tagging_a_running_task_decides_nothing()
    {
        var story = new Story();
        story.RunToRunning(Requests.Fargate());
        story.Change(world => ResourceTags.Tag(world, new() { ResourceArn = Arn.Task(Story.Scope, "default", story.TaskId).ToString(), Tags = Tags(1) }));
        story.Plan().Should().BeEmpty();
    }

    private static readonly object[] WrongArns =
    [
        new object?[] { null, "InvalidParameterException" },
        new object?[] { "default", "InvalidParameterException" },
        new object?[] { "arn:aws:ecs:us-east-1:123456789012:cluster/gone", "ClusterNotFoundException" },
        new object?[] { "arn:aws:ecs:eu-west-1:123456789012:cluster/default", "InvalidParameterException" },
        new object?[] { "arn:aws:ecs:us-east-1:123456789012:task/default/" + new string('f', 32), "InvalidParameterException" },
        new object?[] { "arn:aws:ecs:us-east-1:123456789012:task-definition/demo:9", "InvalidParameterException" },
        new object?[] { "arn:aws:ecs:us-east-1:123456789012:capacity-provider/x", "InvalidParameterException" },
    ];

    [TestCaseSource(nameof(WrongArns))]
    public void What_is_not_there_cannot_be_tagged(string? arn, string code)
    {
        var world = new Story().World;
        Refused(() => ResourceTags.Of(world, arn)).Code.Should().Be(code);
        Refused(() => ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = Tags(1) })).Code.Should().Be(code);
    }

    [Test]
    public void There_are_at_most_fifty_tags_also_after_adding_some()
    {
        var story = new Story();
        var arn = Arn.Cluster(Story.Scope, "default").ToString();
        story.Change(world => ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = Tags(50) }));
        story.Change(world => ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = Tags(50) }));
        Refused(() => ResourceTags.Tag(story.World, new() { ResourceArn = arn, Tags = [new() { Key = "one more" }] })).Message.Should().Contain("limit of 50 tags");
        Refused(() => TagRules.Check(Tags(51))).Message.Should().Contain("limit of 50 tags");
    }

    private static readonly object[] WrongTags =
    [
        new object?[] { null, "", "Tag key can not be blank." },
        new object?[] { "", "", "Tag key can not be blank." },
        new object?[] { new string('k', 129), "", "*maximum length of 128*" },
        new object?[] { "k", new string('v', 257), "*maximum length of 256*" },
        new object?[] { "aws:x", "", "*reserved*" },
        new object?[] { "AWS:x", "", "*reserved*" },
        new object?[] { "k<", "", "*invalid characters*" },
        new object?[] { "k", "v\n", "*invalid characters*" },
    ];

    [TestCaseSource(nameof(WrongTags))]
    public void Tags_have_rules(string? key, string value, string message) =>
        FluentActions.Invoking(() => TagRules.Check([new() { Key = key, Value = value }])).Should().Throw<ApiException>().WithMessage(message);

    [Test]
    public void Tags_may_be_long_and_in_any_language()
    {
        TagRules.Check([new() { Key = new string('k', 128), Value = new string('v', 256) }, new() { Key = "größe :/=+-@_.", Value = "大" }]).Should().HaveCount(2);
        Refused(() => TagRules.Check([new() { Key = "a" }, new() { Key = "a" }])).Message.Should().StartWith("Duplicate tag keys found: a.");
    }

    private const string Prefix = "arn:aws:ecs:us-east-1:123456789012:";

    [TestCase("cluster/gone", "Cluster not found.")]
    [TestCase("task/default/0", "The specified task is not found. Specify a valid resource ARN and try again.")]
    [TestCase("task-definition/demo:9", "The specified task definition is not found. Specify a valid resource ARN and try again.")]
    [TestCase("container-instance/default/0", "The specified container instance is not found. Specify a valid resource ARN and try again.")]
    [TestCase("capacity-provider/x", "The specified capacity provider is not found. Specify a valid resource ARN and try again.")]
    [TestCase("service/default/x", "The specified service is not found. Specify a valid resource ARN and try again.")]
    [TestCase("task-set/default/x/1", "The specified task set is not found. Specify a valid resource ARN and try again.")]
    [TestCase("container/default/0/1", "Invalid resource ARN: 'arn:aws:ecs:us-east-1:123456789012:container/default/0/1'. Resources of type container cannot be tagged.")]
    public void What_is_missing_is_named(string path, string message) =>
        Refused(() => ResourceTags.Of(new Story().World, Prefix + path)).Message.Should().Be(message);

    [Test]
    public void Of_an_ARN_that_is_none_the_text_is_said() =>
        Refused(() => ResourceTags.Of(new Story().World, "default")).Message.Should().Be("Invalid resource ARN: 'default'. Specify a valid ARN and try again.");

    [Test]
    public void A_task_is_found_by_its_old_ARN_too_and_only_in_its_own_cluster()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        ResourceTags.Of(story.World, Prefix + "task/" + story.TaskId).Should().BeEmpty();
        ResourceTags.Of(story.World, Prefix + "task/default/" + story.TaskId).Should().BeEmpty();
        Refused(() => ResourceTags.Of(story.World, Prefix + "task/other/" + story.TaskId)).Message.Should().StartWith("The specified task is not found.");
    }

    [Test]
    public void Keys_that_cannot_be_are_refused_when_they_are_taken_away_and_none_takes_none()
    {
        var story = new Story();
        var arn = Arn.Cluster(Story.Scope, "default").ToString();
        story.Change(world => ResourceTags.Tag(world, new() { ResourceArn = arn, Tags = Tags(1) }));
        Refused(() => ResourceTags.Untag(story.World, new() { ResourceArn = arn, TagKeys = [""] })).Message.Should().Be("Tag key can not be blank.");
        Of(ResourceTags.Untag(story.World, new() { ResourceArn = arn }), arn).Should().Equal("k0=v");
    }
}
