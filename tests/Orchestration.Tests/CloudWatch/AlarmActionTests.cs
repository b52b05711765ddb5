using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>What alarms do when their state changes, and how a suppressor holds them back.</summary>
internal sealed class AlarmActionTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:mail";

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private World _world = null!;
    private DateTimeOffset _now;

    [SetUp]
    public void Begin()
    {
        (_world, _now) = (new(Story.Scope), Noon);
        foreach (var name in new[] { "child", "quiet" }) _world = AlarmSetting.Put(_world, Alarm(name), Noon);
    }

    [Test]
    public void The_history_says_that_nobody_carries_an_action_out()
    {
        _world = AlarmSetting.Put(_world, Alarm("loud") with { AlarmActions = [Topic], OKActions = [$"arn:aws:autoscaling:{Story.Scope.Region}:{Story.Scope.Account}:scalingPolicy:1:resource/ecs/service/a/b:policyName/none"] }, Noon);
        Set("loud", "ALARM");
        Actions("loud").Should().Equal($"Failed to execute action {Topic}. Received error: \"ECS Workbook does not carry out actions of sns.\"");
        Set("loud", "ALARM");
        Actions("loud").Should().HaveCount(1, "nothing changed");
        Set("loud", "OK");
        Actions("loud")[0].Should().EndWith("policyName/none. Received error: \"The scaling policy does not exist.\"");
        _world = AlarmSetting.Enable(_world, ["loud"], enabled: false);
        Set("loud", "ALARM");
        Actions("loud").Should().HaveCount(2);
    }

    [Test]
    public void A_policy_is_nothing_for_a_composite_alarm()
    {
        Put(Composite() with { ActionsSuppressor = null, ActionsSuppressorWaitPeriod = null, ActionsSuppressorExtensionPeriod = null, AlarmActions = [$"arn:aws:autoscaling:{Story.Scope.Region}:{Story.Scope.Account}:scalingPolicy:1:resource/ecs/service/a/b:policyName/p"] });
        Set("child", "ALARM");
        Actions("all")[0].Should().EndWith("\"A composite alarm cannot invoke a scaling policy.\"");
    }

    [Test]
    public void Actions_wait_for_the_suppressor_and_are_then_carried_out()
    {
        Put(Composite());
        After(60);
        Set("child", "ALARM");
        Held.Should().Be("WaitPeriod until 60");
        After(59);
        Actions("all").Should().BeEmpty();
        After(1);
        Held.Should().BeNull();
        Actions("all").Should().ContainSingle();
    }

    [Test]
    public void A_suppressor_that_goes_off_in_time_holds_them_back_and_for_a_while_after()
    {
        Put(Composite());
        After(60);
        Set("child", "ALARM");
        After(30);
        Set("quiet", "ALARM");
        Held.Should().Be("Alarm until none");
        After(3600);
        Set("quiet", "OK");
        Held.Should().Be("ExtensionPeriod until 120");
        After(60);
        Set("child", "OK");
        Held.Should().Be("ExtensionPeriod until 60", "the change waits for the same end");
        After(60);
        Held.Should().BeNull();
        Actions("all").Should().BeEmpty("in the state that it has now it has no actions");
    }

    [Test]
    public void A_suppressor_that_comes_back_during_the_extension_holds_on()
    {
        Put(Composite());
        After(60);
        Set("quiet", "ALARM");
        Set("child", "ALARM");
        Set("quiet", "OK");
        Set("quiet", "ALARM");
        Held.Should().Be("Alarm until none");
        Set("quiet", "OK");
        After(120);
        Actions("all").Should().ContainSingle();
        Set("quiet", "ALARM");
        Held.Should().BeNull("nothing is left to hold back");
    }

    [Test]
    public void Without_periods_there_is_nothing_to_wait_for()
    {
        Put(Composite() with { ActionsSuppressorWaitPeriod = 0, ActionsSuppressorExtensionPeriod = 0 });
        Set("child", "ALARM");
        Actions("all").Should().ContainSingle();
        Set("child", "OK");
        Set("quiet", "ALARM");
        Set("child", "ALARM");
        Held.Should().Be("Alarm until none");
        Set("quiet", "OK");
        Actions("all").Should().HaveCount(2);
    }

    [Test]
    public void Who_is_no_longer_suppressed_has_nothing_held_back()
    {
        Put(Composite());
        After(60);
        Set("child", "ALARM");
        Put(Composite() with { ActionsSuppressor = null, ActionsSuppressorWaitPeriod = null, ActionsSuppressorExtensionPeriod = null });
        Held.Should().BeNull();
        After(60);
        Actions("all").Should().BeEmpty();
        _world = AlarmSetting.Delete(_world, ["all"], _now);
        _world.Agenda.NextProgressAt.Should().BeNull();
    }

    // By which it is held, and for how many seconds; null when it is not.
    private string? Held => _world.Alarms["all"] is { SuppressedBy: { } by } alarm ? $"{by} until {(alarm.SuppressedUntil is { } until ? (until - _now).TotalSeconds : "none")}" : null;

    private static PutMetricAlarmRequest Alarm(string name) => new()
    {
        AlarmName = name, Namespace = "Shop", MetricName = "Cpu", Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = 5, ComparisonOperator = "GreaterThanThreshold",
    };

    private static PutCompositeAlarmRequest Composite() => new()
    {
        AlarmName = "all", AlarmRule = "ALARM(child)", AlarmActions = [Topic],
        ActionsSuppressor = $"arn:aws:cloudwatch:{Story.Scope.Region}:{Story.Scope.Account}:alarm:quiet", ActionsSuppressorWaitPeriod = 60, ActionsSuppressorExtensionPeriod = 120,
    };

    private void Put(PutCompositeAlarmRequest request) => _world = AlarmSetting.Put(_world, request, _now);

    private void Set(string name, string state) => _world = AlarmSetting.SetState(_world, new() { AlarmName = name, StateValue = state, StateReason = "drill" }, _now);

    private void After(int seconds)
    {
        _now = _now.AddSeconds(seconds);
        while (Planner.Plan(_world, _now) is { Considered.Count: > 0 } plan) _world = plan.Next;
    }

    private string[] Actions(string name) => [.. _world.AlarmHistories[name].Items.Where(item => item.HistoryItemType == "Action").Select(item => item.HistorySummary!)];
}
