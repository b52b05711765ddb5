using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.Tests.CloudWatchLogs;

/// <summary>Log groups: their names, retention, tags and protection.</summary>
internal sealed class LogGroupTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");

    private static CwlLogGroup Create(string name) => LogGroups.Create(new() { LogGroupName = name }, Now);

    private static string Refused(Action act) => act.Should().Throw<ApiException>().Which.Message;

    [TestCase("/ecs/shop-1.a_b#c")]
    [TestCase("x")]
    public void Names_may_have_these_characters(string name) => Create(name).Name.Should().Be(name);

    [TestCase("a b")]
    [TestCase("a:b")]
    [TestCase("é")]
    public void Names_with_others_are_refused(string name) => Refused(() => Create(name)).Should().Be(
        $@"1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+");

    [TestCase("aws/x")]
    [TestCase("AWS/x")]
    public void Some_names_are_AWS_s(string name) => Refused(() => Create(name)).Should().Be("Log groups starting with AWS/ are reserved for AWS.");

    [Test]
    public void Events_are_kept_for_ever_or_for_one_of_some_numbers_of_days()
    {
        Create("g").OldestKept(Now).Should().Be(DateTimeOffset.MinValue);
        LogGroups.Retain(Create("g"), 14).OldestKept(Now).Should().Be(Now - TimeSpan.FromDays(14));
        Refused(() => LogGroups.Retain(Create("g"), 10)).Should().StartWith("1 validation error detected: Value '10' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5,");
    }

    [Test]
    public void Tags_are_added_replaced_and_removed()
    {
        var tagged = LogGroups.Tag(LogGroups.Create(new() { LogGroupName = "g", Tags = new([new("a", "1"), new("b", "1")]) }, Now), new([new("b", "2")]));
        tagged.Tags.Select(tag => $"{tag.Key}{tag.Value}").Should().Equal("a1", "b2");
        LogGroups.Untag(tagged, ["a", "c"]).Tags.Keys.Should().Equal("b");
        Refused(() => LogGroups.Tag(tagged, new([new("aws:x", "")]))).Should().Contain("aws:");
        Refused(() => LogGroups.Tag(tagged, new(Enumerable.Range(0, 49).Select(number => KeyValuePair.Create($"t{number}", ""))))).Should().Contain("50");
    }

    [Test]
    public void A_protected_group_cannot_be_deleted() =>
        FluentActions.Invoking(() => LogGroups.CheckDeletion(LogGroups.Create(new() { LogGroupName = "g", DeletionProtectionEnabled = true }, Now))).Should().Throw<ApiException>().Where(error => error.Code == "ValidationException");

    [Test]
    public void A_group_is_called_by_name_or_ARN_but_not_by_both()
    {
        LogNames.GroupOf(Scope, "g", null).Should().Be("g");
        LogNames.GroupOf(Scope, null, "g").Should().Be("g");
        LogNames.GroupOf(Scope, null, LogNames.ArnOf(Scope, "/ecs/g")).Should().Be("/ecs/g");
        LogNames.GroupOfArn(Scope, LogNames.ArnOf(Scope, "g") + ":*").Should().Be("g");
        Refused(() => LogNames.GroupOf(Scope, "g", "g")).Should().Contain("mutually exclusive");
        Refused(() => LogNames.GroupOf(Scope, null, null)).Should().Contain("must be specified");
        Refused(() => LogNames.GroupOf(Scope, null, LogNames.ArnOf(Scope with { Region = "eu-west-1" }, "g"))).Should().Be("The specified log group does not exist.");
        Refused(() => LogNames.GroupOf(Scope, null, LogNames.ArnOf(Scope, "g") + ":*")).Should().Contain("at 'logGroupIdentifier' failed to satisfy constraint");
    }
}
