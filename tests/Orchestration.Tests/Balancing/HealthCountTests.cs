using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Health;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.Balancing;

/// <summary>How checks add up to a target's health. In a row of checks, <c>+</c> is a success and <c>-</c> a failure.</summary>
internal sealed class HealthCountTests
{
    private static readonly ElbTargetGroup Web = GroupOf(ProtocolEnum.Http);
    private static readonly ElbTargetGroup Net = GroupOf(ProtocolEnum.Tcp);

    [TestCase("initial", "+", "healthy")]
    [TestCase("initial", "-", "initial")]
    [TestCase("initial", "-+", "healthy")]
    [TestCase("initial", "--", "unhealthy")]
    [TestCase("healthy", "-", "healthy")]
    [TestCase("healthy", "-+-", "healthy")]
    [TestCase("healthy", "--", "unhealthy")]
    [TestCase("healthy", "--+++", "healthy")]
    [TestCase("unhealthy", "++", "unhealthy")]
    [TestCase("unhealthy", "++-++", "unhealthy")]
    [TestCase("unhealthy", "+++", "healthy")]
    public void Thresholds_count_checks_in_a_row(string before, string checks, string after) => Count(Web, before, checks).State.Should().Be(after);

    [TestCase("+", "initial")]
    [TestCase("++-++", "initial")]
    [TestCase("+++", "healthy")]
    [TestCase("--", "unhealthy")]
    public void A_new_target_of_a_Network_Load_Balancer_must_pass_as_many_as_one_that_recovers(string checks, string after) => Count(Net, "initial", checks).State.Should().Be(after);

    [TestCase("healthy", "", false)]
    [TestCase("healthy", "+", true)]
    [TestCase("healthy", "+-", false)]
    [TestCase("unhealthy", "-", true)]
    [TestCase("unhealthy", "-+", false)]
    [TestCase("initial", "-", false)]
    [TestCase("initial", "+", true)]
    public void It_is_settled_when_the_last_check_agrees(string before, string checks, bool isSettled) => Count(Web, before, checks).IsSettled.Should().Be(isSettled);

    [Test]
    public void Only_what_is_new_is_told()
    {
        var target = new ElbTarget(Web.Key, "10.0.0.1", 80, DateTimeOffset.UnixEpoch);
        var failure = CheckOutcome.OfCode(Web, 503);
        var count = HealthCount.Of(target).Next(failure, Web);
        count.Tell(target, failure).Should().Be(new TargetHealthChanged(target.Key, target.RegisteredAt, "initial", "Elb.InitialHealthChecking", "Initial health checks in progress"));
        count = count.Next(failure, Web);
        count.Tell(target, failure)!.Description.Should().Be("Health checks failed with these codes: [503]");
        var unhealthy = target with { State = "unhealthy", Reason = failure.Reason, Description = failure.Description };
        count.Next(failure, Web).Tell(unhealthy, failure).Should().BeNull();
        count.Next(CheckOutcome.Success, Web).Tell(unhealthy, CheckOutcome.Success).Should().BeNull("one success of three changes nothing");
        count.Next(CheckOutcome.TimedOut(Web), Web).Tell(unhealthy, CheckOutcome.TimedOut(Web))!.Reason.Should().Be("Target.Timeout");
    }

    [Test]
    public void A_Network_Load_Balancer_tells_no_failure_from_another()
    {
        foreach (var outcome in new[] { CheckOutcome.OfCode(Net, 500), CheckOutcome.TimedOut(Net), CheckOutcome.Failed() })
            (outcome.Reason, outcome.Description).Should().Be(("Target.FailedHealthChecks", "Health checks failed"));
    }

    [TestCase("200", 200, true)]
    [TestCase("200", 201, false)]
    [TestCase("200,202", 202, true)]
    [TestCase("200,202", 201, false)]
    [TestCase("200-299", 299, true)]
    [TestCase("200-299", 300, false)]
    [TestCase("301, 400-418", 418, true)]
    [TestCase("0", 0, true)]
    [TestCase("", 200, false)]
    [TestCase("200-299-400", 250, false)]
    [TestCase("all", 200, false)]
    public void Codes_are_listed_or_ranges(string matcher, int code, bool matches) => CodeMatcher.Parse(matcher).Matches(code).Should().Be(matches);

    [TestCase("HTTP", null, 200, true)]
    [TestCase("HTTP", null, 204, false)]
    [TestCase("TCP", null, 399, true)]
    [TestCase("TCP", null, 400, false)]
    [TestCase("HTTP", "GRPC", 12, true)]
    [TestCase("HTTP", "GRPC", 0, false)]
    public void Without_a_matcher_the_default_counts(string protocol, string? version, int code, bool succeeds) =>
        CheckOutcome.OfCode(GroupOf(protocol) with { ProtocolVersion = version }, code).IsSuccess.Should().Be(succeeds);

    private static HealthCount Count(ElbTargetGroup group, string before, string checks) =>
        checks.Aggregate(new HealthCount(before, 0, 0), (count, check) => count.Next(check == '+' ? CheckOutcome.Success : CheckOutcome.Failed(), group));

    private static ElbTargetGroup GroupOf(string protocol) => new("web", "1")
    {
        Protocol = protocol,
        Port = 80,
        HealthCheck = new(ProtocolEnum.Http, "traffic-port") { HealthyThreshold = 3, UnhealthyThreshold = 2 },
    };
}
