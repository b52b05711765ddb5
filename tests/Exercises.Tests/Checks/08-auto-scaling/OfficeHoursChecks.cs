using Amazon.ApplicationAutoScaling;

namespace Workbook.Exercises.Tests.Checks;

public sealed class OfficeHoursChecks : ScalingChecks
{
    private const string Bureau = "bureau";
    private const string Desk = "desk";
    private const string Zone = "Europe/Berlin";

    private static readonly Limits Closed = new(1, 2);
    private static readonly Limits Opened = new(4, 10);

    private readonly Dictionary<string, Seen<(Limits Limits, Count Count)>> _looks = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Bureau });
        await MakeServiceAsync(Bureau, Desk, await RegisterAppAsync(Desk), 1);
        await Aws.WaitForServiceAsync(Bureau, Desk);
    }

    /// <summary>On to a Friday in Berlin, hour by hour, and to the Saturday after it.</summary>
    protected override async Task AfterwardsAsync()
    {
        await LookAsync("at first");
        var berlin = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var now = TimeZoneInfo.ConvertTime((await Aws.Workbook.StatusAsync()).Now, berlin);
        // With a whole Thursday before it, whenever somebody grades: on a Wednesday in two days, on a Thursday in eight.
        var friday = now.Date.AddDays(2 + ((int)DayOfWeek.Friday - (int)now.AddDays(2).DayOfWeek + 7) % 7);
        foreach (var (name, at) in new[]
        {
            ("on Friday at 07:25", friday.AddHours(7).AddMinutes(25)), ("on Friday at 07:40", friday.AddHours(7).AddMinutes(40)),
            ("on Friday at 17:55", friday.AddHours(17).AddMinutes(55)), ("on Friday at 18:10", friday.AddHours(18).AddMinutes(10)),
            ("on Saturday at noon", friday.AddDays(1).AddHours(12)),
        })
        {
            var left = new DateTimeOffset(at, berlin.GetUtcOffset(at)) - (await Aws.Workbook.StatusAsync()).Now;
            if (left > TimeSpan.Zero) await Aws.Workbook.AdvanceAsync(left);
            await LookAsync(name);
        }
    }

    [Test]
    [Requirement("Until somebody says otherwise, the service has at least 1 task and at most 2", "RegisterScalableTargetRequest has MinCapacity and MaxCapacity.")]
    public void BeginsClosed() => Require("at first", _looks["at first"].Value.Limits, Closed);

    [Test]
    [Requirement("On a Friday at 07:30 in Berlin it opens: four tasks run ten minutes later", "cron(minutes hours day-of-month month day-of-week year), six fields; of the two days one is a question mark. In which time zone is it read?")]
    public void OpensInTheMorning()
    {
        RequireLimits("on Friday at 07:25", Closed);
        RequireLimits("on Friday at 07:40", Opened);
        Require("on Friday at 07:40 in Berlin", _looks["on Friday at 07:40"].Value.Count, 4);
    }

    [Test]
    [Requirement("On a Friday at 18:00 in Berlin it closes: no more than two tasks are left", "Lowering the minimum only allows fewer tasks. What takes them away?")]
    public void ClosesInTheEvening()
    {
        RequireLimits("on Friday at 17:55", Opened);
        RequireLimits("on Friday at 18:10", Closed);
        Require("on Friday at 18:10 in Berlin", _looks["on Friday at 18:10"].Value.Count, 2);
    }

    [Test]
    [Requirement("Both actions live by the clock of Berlin", "PutScheduledActionRequest takes the name of a Timezone.")]
    public async Task FollowTheClockOfBerlin()
    {
        var actions = (await Scaling.DescribeScheduledActionsAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = ResourceOf(Bureau, Desk) })).ScheduledActions ?? [];
        foreach (var name in new[] { "open", "close" })
        {
            var action = actions.Find(each => each.ScheduledActionName == name)
                ?? throw new AssertionException($"Expected a scheduled action {name} of the service {Desk}, but found {ListOf(actions.Select(each => each.ScheduledActionName))}.");
            Require($"the time zone of the scheduled action {name}", action.Timezone, Zone);
        }
    }

    [Test]
    [Requirement("Nobody works on Saturday", "Both actions were asked for from Monday to Friday.")]
    public void WeekendStaysClosed()
    {
        RequireLimits("on Friday at 17:55", Opened);
        RequireLimits("on Saturday at noon", Closed);
    }

    private void RequireLimits(string when, Limits expected) => Require($"{when} in Berlin", _looks[when].Value.Limits, expected);

    private async Task LookAsync(string name) => _looks[name] = await Seen<(Limits, Count)>.NowAsync(async () =>
        (await LimitsOfAsync(Bureau, Desk), await CountOfAsync(Bureau, Desk)));
}
