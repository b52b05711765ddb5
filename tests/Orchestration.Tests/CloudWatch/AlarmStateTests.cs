using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>Alarms over time: made, told, evaluated, built upon, deleted.</summary>
internal sealed class AlarmStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private World _world = new(Story.Scope);

    [SetUp]
    public void Begin() => _world = AlarmSetting.Put(AlarmSetting.Put(new(Story.Scope), Alarm("a"), Noon), Alarm("b"), Noon);

    [Test]
    public void A_new_alarm_knows_nothing()
    {
        var alarm = _world.Alarms["a"];
        (alarm.State, alarm.Reason, alarm.ActionsEnabled, alarm.ConfiguredAt).Should().Be(("INSUFFICIENT_DATA", "Unchecked: Initial alarm creation", true, Noon));
        History("a").Should().Equal("ConfigurationUpdate: Alarm \"a\" created");
    }

    [Test]
    public void A_change_is_noted_with_both_states()
    {
        Set("a", "ALARM");
        Set("a", "ALARM");
        History("a").Should().Equal("StateUpdate: Alarm updated from INSUFFICIENT_DATA to ALARM", "ConfigurationUpdate: Alarm \"a\" created");
        _world.AlarmHistories["a"].Items[0].HistoryData.Should().Be(
            """{"version":"1.0","oldState":{"stateValue":"INSUFFICIENT_DATA","stateReason":"Unchecked: Initial alarm creation"},"newState":{"stateValue":"ALARM","stateReason":"drill"}}""");
    }

    [Test]
    public void A_late_verdict_on_an_earlier_configuration_changes_nothing()
    {
        var verdict = new AlarmVerdict("ALARM", "hot", "{}");
        Reducer.Apply(_world, new AlarmEvaluated("a", Noon.AddSeconds(-1), verdict), Noon).Should().BeSameAs(_world);
        Reducer.Apply(_world, new AlarmEvaluated("gone", Noon, verdict), Noon).Should().BeSameAs(_world);
        Reducer.Apply(_world, new AlarmEvaluated("a", Noon, verdict), Noon).Alarms["a"].Reason.Should().Be("hot");
    }

    [TestCase("ALARM(a) AND ALARM(b)", "ALARM", "OK", "OK")]
    [TestCase("ALARM(a) AND ALARM(b)", "ALARM", "ALARM", "ALARM")]
    [TestCase("ALARM(a) OR ALARM(b)", "OK", "ALARM", "ALARM")]
    [TestCase("ALARM(\"a\") AND NOT OK(\"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:b\")", "ALARM", "INSUFFICIENT_DATA", "ALARM")]
    [TestCase("ALARM(a) OR ALARM(b) AND OK(a)", "ALARM", "OK", "ALARM")] // AND binds tighter
    [TestCase("(ALARM(a) OR ALARM(b)) AND OK(a)", "ALARM", "OK", "OK")]
    [TestCase("NOT NOT INSUFFICIENT_DATA(a)", "INSUFFICIENT_DATA", "OK", "ALARM")]
    [TestCase("TRUE AND NOT FALSE", "OK", "OK", "ALARM")]
    public void A_rule(string rule, string a, string b, string expected)
    {
        Set("a", a);
        Set("b", b);
        Put(Composite("all", rule));
        _world.Alarms["all"].State.Should().Be(expected);
    }

    [Test]
    public void A_composite_alarm_follows_its_children_and_others_follow_it()
    {
        Put(Composite("both", "ALARM(a) AND ALARM(b)"));
        Put(Composite("top", "ALARM(both)"));
        _world.Alarms["both"].Reason.Should().Be($"arn:aws:cloudwatch:{Story.Scope.Region}:{Story.Scope.Account}:alarm:both was created and its alarm rule evaluates to OK");
        Set("a", "ALARM");
        _world.Alarms["both"].State.Should().Be("OK");
        Set("b", "ALARM");
        (_world.Alarms["both"].State, _world.Alarms["top"].State).Should().Be(("ALARM", "ALARM"));
        _world.Alarms["both"].Reason.Should().Be($"arn:aws:cloudwatch:{Story.Scope.Region}:{Story.Scope.Account}:alarm:b transitioned to ALARM at Monday 05 January, 2026 12:00:00 UTC");
        _world.Alarms["both"].ReasonData.Should().Contain("\"triggeringAlarms\":[{\"arn\":").And.Contain("\"timestamp\":\"2026-01-05T12:00:00.000+0000\"");
    }

    [Test]
    public void Alarms_in_a_circle_come_to_rest()
    {
        Put(Composite("x", "ALARM(a)"));
        Put(Composite("y", "NOT ALARM(x)"));
        Put(Composite("x", "ALARM(a) OR ALARM(y)"));
        Set("a", "ALARM");
        _world.Alarms["x"].State.Should().BeOneOf("OK", "ALARM");
    }

    [TestCase("", "AlarmRule must be a valid rule: it ends unexpectedly.")]
    [TestCase("ALARM(a", "AlarmRule must be a valid rule: ')' is missing.")]
    [TestCase("ALARM(a) b", "AlarmRule must be a valid rule: 'b' is not expected.")]
    [TestCase("RED(a)", "AlarmRule must be a valid rule: 'RED' is not expected.")]
    [TestCase("ALARM(\"a)", "AlarmRule must be a valid rule: a name has no closing quote.")]
    [TestCase("ALARM(c) OR OK(d)", "Could not save the composite alarm as alarms [c, d] in the alarm rule do not exist")]
    [TestCase("ALARM(all)", "The alarm rule of a composite alarm cannot refer to the alarm itself.")]
    public void A_bad_rule(string rule, string message) => Refused("ValidationError", message, () => Put(Composite("all", rule)));

    [Test]
    public void What_others_are_made_of_cannot_be_deleted()
    {
        Put(Composite("all", "ALARM(a)"));
        Refused("ValidationError", "Cannot delete a as there are composite alarm(s) depending on it.", () => Delete("b", "a"));
        Refused("ValidationError", "A composite alarm can only be deleted on its own.", () => Delete("b", "all"));
        Refused("ResourceNotFound", "Alarm c does not exist", () => Delete("b", "c"));
        _world.Alarms.Should().HaveCount(3);
        Delete("all");
        Delete("a", "b");
        _world.Alarms.Should().BeEmpty();
        History("a")[0].Should().Be("ConfigurationUpdate: Alarm \"a\" deleted");
    }

    [Test]
    public void A_history_has_an_end()
    {
        for (var i = 0; i < 500; i++) Set("a", i % 2 == 0 ? "ALARM" : "OK");
        _world.AlarmHistories["a"].Items.Count.Should().Be(120);
    }

    [Test]
    public void Bad_alarms()
    {
        Refused("ValidationError", "The parameter Threshold is required.", () => Put(Alarm("c") with { Threshold = null }));
        Refused("ValidationError", "Statistic and ExtendedStatistic are mutually exclusive.", () => Put(Alarm("c") with { ExtendedStatistic = "p90" }));
        Refused("ValidationError", "DatapointsToAlarm must be less than or equal to EvaluationPeriods.", () => Put(Alarm("c") with { DatapointsToAlarm = 2 }));
        Refused("ValidationError", "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).", () => Put(Alarm("c") with { EvaluationPeriods = 1441 }));
        Refused("ValidationError", "Option zero is not supported for TreatMissingData parameter. Supported options: [breaching, notBreaching, ignore, missing]", () => Put(Alarm("c") with { TreatMissingData = "zero" }));
        Refused("ValidationError", "Invalid arn syntax: mail me", () => Put(Alarm("c") with { AlarmActions = ["mail me"] }));
        Refused("ValidationError", "ECS Workbook does not implement alarms on anomaly detection yet.", () => Put(Alarm("c") with { ComparisonOperator = "GreaterThanUpperThreshold" }));
        Refused("ValidationError", "The parameter Threshold must be a finite number.", () => Put(Alarm("c") with { Threshold = double.NaN }));
        Refused("ValidationError", "Period must be 1, 5, 10, 20, 30, or a multiple of 60 seconds.", () => Put(Alarm("c") with { Period = 61 }));
        _world.Alarms.Should().HaveCount(2);
    }

    private static PutMetricAlarmRequest Alarm(string name) => new()
    {
        AlarmName = name, Namespace = "Shop", MetricName = "Cpu", Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = 5, ComparisonOperator = "GreaterThanThreshold",
    };

    private static PutCompositeAlarmRequest Composite(string name, string rule) => new() { AlarmName = name, AlarmRule = rule };

    private void Put(PutMetricAlarmRequest request) => _world = AlarmSetting.Put(_world, request, Noon);

    private void Put(PutCompositeAlarmRequest request) => _world = AlarmSetting.Put(_world, request, Noon);

    private void Delete(params string[] names) => _world = AlarmSetting.Delete(_world, names.ToValueList(), Noon);

    private void Set(string name, string state) =>
        _world = AlarmSetting.SetState(_world, new() { AlarmName = name, StateValue = state, StateReason = "drill" }, Noon);

    private string[] History(string name) => [.. _world.AlarmHistories[name].Items.Select(item => $"{item.HistoryItemType}: {item.HistorySummary}")];

    private static void Refused(string code, string message, Action act) =>
        act.Should().Throw<ApiException>().Which.Should().BeEquivalentTo(new { Code = code, Message = message });
}
