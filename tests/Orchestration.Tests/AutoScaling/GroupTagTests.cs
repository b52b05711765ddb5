using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

public class GroupTagTests
{
    private static Tag Tag(string key, string? value = null, bool? propagate = null) =>
        new() { ResourceId = "group", ResourceType = "auto-scaling-group", Key = key, Value = value, PropagateAtLaunch = propagate };

    private static IEnumerable<(string?, string?, bool?)> Tags(Story story) => story.World.AutoScalingGroups["group"].Tags.Select(tag => (tag.Key, tag.Value, tag.PropagateAtLaunch));

    private static Story Tagged(params ValueList<Tag> tags)
    {
        var story = GroupTests.WithGroup();
        story.Change(world => GroupTags.Create(world, new() { Tags = tags }));
        return story;
    }

    [Test]
    public void A_tag_replaces_the_one_of_its_key()
    {
        var story = Tagged(Tag("team", "blue", true), Tag("a"), Tag("team", "red"));
        Tags(story).Should().Equal(("a", "", false), ("team", "red", false));
        story.Change(world => GroupTags.Create(world, new() { Tags = [Tag("a", "1", true) with { ResourceType = null }] }));
        Tags(story).Should().Equal(("a", "1", true), ("team", "red", false));
        story.World.AutoScalingGroups["group"].Tags.Should().OnlyContain(tag => tag.ResourceId == "group" && tag.ResourceType == "auto-scaling-group");
        GroupTags.Create(story.World, new()).Should().BeSameAs(story.World);
    }

    [TestCase("team", null, "a")]
    [TestCase("team", "blue", "a")]
    [TestCase("team", "red", "a team")]
    [TestCase("other", null, "a team")]
    public void A_tag_is_deleted_by_key_and_value(string key, string? value, string left)
    {
        var story = Tagged(Tag("team", "blue"), Tag("a"));
        story.Change(world => GroupTags.Delete(world, new() { Tags = [Tag(key, value)] }));
        string.Join(' ', Tags(story).Select(tag => tag.Item1)).Should().Be(left);
        GroupTags.Delete(story.World, new()).Should().BeSameAs(story.World);
    }

    [Test]
    public void Of_two_tags_of_one_key_the_last_counts() =>
        GroupTags.Of("group", [Tag("team", "blue"), Tag("team", "red")]).Should().ContainSingle().Which.Value.Should().Be("red");

    [Test]
    public void Tags_are_for_groups_and_have_keys()
    {
        var story = GroupTests.WithGroup();
        void Refused(string message, Tag tag) => FluentActions.Invoking(() => GroupTags.Create(story.World, new() { Tags = [tag] })).Should().Throw<ApiException>().WithMessage(message);
        Refused("Only the ResourceType \"auto-scaling-group\" is currently supported.", Tag("a") with { ResourceType = "instance" });
        Refused("Tag key must not be empty.", Tag(""));
        Refused("Tag key must not be empty.", new() { ResourceId = "group" });
        Refused("AutoScalingGroup name not found - AutoScalingGroup 'nobody' not found", Tag("a") with { ResourceId = "nobody" });
    }
}
