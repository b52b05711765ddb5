using Workbook.Server.Sessions;
using Workbook.Shapes;

namespace Workbook.Server.Tests.Sessions;

internal sealed class SessionRegistryTests
{
    private static readonly SessionTarget Target = new(new("123456789012", "us-east-1"), "task", "app");

    private readonly Machine _machine = new();
    private SessionRegistry _sessions = null!;

    [SetUp]
    public void Begin() => _sessions = new(_machine);

    [Test]
    public void A_token_opens_its_session_with_its_command()
    {
        var ticket = _sessions.Issue(Target, "sh");
        ticket.SessionId.Should().MatchRegex("^ecs-execute-command-[0-9a-f]{17}$");
        Convert.FromBase64String(ticket.Token).Should().HaveCount(32);
        using var open = _sessions.Redeem(ticket.SessionId, ticket.Token)!;
        (open.Id, open.Target, open.Command).Should().Be((ticket.SessionId, Target, "sh"));
    }

    [Test]
    public void It_opens_it_once()
    {
        var ticket = _sessions.Issue(Target, "sh");
        _sessions.Redeem(ticket.SessionId, ticket.Token)!.Dispose();
        _sessions.Redeem(ticket.SessionId, ticket.Token).Should().BeNull();
    }

    [Test]
    public void It_opens_no_other_session()
    {
        var (one, two) = (_sessions.Issue(Target, "sh"), _sessions.Issue(Target, "sh"));
        _sessions.Redeem(one.SessionId, two.Token).Should().BeNull();
        _sessions.Redeem(one.SessionId, null).Should().BeNull();
        _sessions.Redeem("ecs-execute-command-0", one.Token).Should().BeNull();
        _sessions.Redeem(one.SessionId, one.Token).Should().NotBeNull("a wrong guess takes nothing from who has the token");
    }

    [Test]
    public void It_is_worth_nothing_after_a_minute()
    {
        var (early, late) = (_sessions.Issue(Target, "sh"), _sessions.Issue(Target, "sh"));
        _machine.Now += TimeSpan.FromSeconds(59);
        _sessions.Redeem(early.SessionId, early.Token).Should().NotBeNull();
        _machine.Now += TimeSpan.FromSeconds(1);
        _sessions.Redeem(late.SessionId, late.Token).Should().BeNull();
    }

    [Test]
    public void Two_sessions_may_be_open_in_a_container()
    {
        var tickets = Enumerable.Range(0, 2).Select(_ => _sessions.Issue(Target, "sh")).ToList();
        var open = tickets.Select(ticket => _sessions.Redeem(ticket.SessionId, ticket.Token)!).ToList();
        var third = () => _sessions.Issue(Target, "sh");
        third.Should().Throw<ApiException>().Where(error => error.Code == "ClientException").WithMessage("Unable to start new execute sessions because the maximum session limit of 2 has been reached.");
        _sessions.Issue(Target with { Container = "side" }, "sh").Should().NotBeNull();
        open[0].Dispose();
        third.Should().NotThrow();
    }

    private sealed class Machine : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
