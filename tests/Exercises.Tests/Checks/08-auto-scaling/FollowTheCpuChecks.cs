namespace Workbook.Exercises.Tests.Checks;

public sealed class FollowTheCpuChecks : ScalingChecks
{
    private const string Kiosk = "kiosk";
    private const string Policy = "cpu-at-50";

    private Seen<Count> _busy = null!;
    private Seen<Count> _overrun = null!;
    private Seen<Count> _quiet = null!;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Kiosk });
        await MakeServiceAsync(Kiosk, Kiosk, await RegisterAppAsync(Kiosk), 2);
        await Aws.WaitForServiceAsync(Kiosk, Kiosk);
    }

    /// <summary>600 CPU units are 4.7 tasks of 256 at 50 %; 3000 are 23; 60 are half of one.</summary>
    protected override async Task AfterwardsAsync()
    {
        _busy = await CountUnderAsync(cpu: 600);
        _overrun = await CountUnderAsync(cpu: 3000);
        _quiet = await CountUnderAsync(cpu: 60);
    }

    [Test]
    [Requirement("The service is a scalable target of 2 to 6 tasks", "RegisterScalableTargetRequest has MinCapacity and MaxCapacity.")]
    public async Task LimitsAreSet() => Require($"for the service {Kiosk}", await LimitsOfAsync(Kiosk, Kiosk), new(2, 6));

    [Test]
    [Requirement("Its one policy tracks the average CPU utilization, with a target of 50", "PolicyType.TargetTrackingScaling, with a PredefinedMetricSpecification.")]
    public async Task PolicyTracksTheCpu()
    {
        var policy = await PolicyAsync(Kiosk, Kiosk, Policy);
        using (About($"the policies of the service {Kiosk}")) (await PoliciesAsync(Kiosk, Kiosk)).Count.Should().Be(1);
        var tracking = policy.TargetTrackingScalingPolicyConfiguration ?? throw new AssertionException($"Expected {Policy} to be a target tracking policy, but found {policy.PolicyType}.");
        Require($"the metric of {Policy}", tracking.PredefinedMetricSpecification?.PredefinedMetricType?.Value, "ECSServiceAverageCPUUtilization");
        using (About($"the target value of {Policy}")) tracking.TargetValue.Should().Be(50);
    }

    [Test]
    [Requirement("Under a load of 600 CPU units the policy brings five tasks", "Needed tasks = load / (size of a task × target): 600 / (256 × 0.5).")]
    public async Task GrowsWithTheLoad()
    {
        Require("45 minutes after 600 CPU units of load began", _busy.Value, 5);
        await RequireActivityAsync("added", activity => activity.Contains("AlarmHigh", StringComparison.Ordinal));
    }

    [Test]
    [Requirement("Under five times that load there are six tasks, and no more", "At most is at most: that is what MaxCapacity is for.")]
    public void StopsAtTheMaximum() => Require("45 minutes after 3000 CPU units of load began", _overrun.Value, 6);

    [Test]
    [Requirement("When the load is gone, the policy leaves two tasks", "Target tracking scales in by itself, unless it is told not to: DisableScaleIn.")]
    public async Task ShrinksAgain()
    {
        Require("45 minutes after the load was gone", _quiet.Value, 2);
        await RequireActivityAsync("taken away", activity => activity.Contains("AlarmLow", StringComparison.Ordinal));
    }

    private Task<Seen<Count>> CountUnderAsync(double cpu) => Seen<Count>.NowAsync(async () =>
    {
        await Aws.Workbook.LoadAsync(Kiosk, Kiosk, cpu: cpu);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(45));
        return await CountOfAsync(Kiosk, Kiosk);
    });

    private async Task RequireActivityAsync(string what, Func<string, bool> isCause)
    {
        var causes = (await ActivitiesAsync(Kiosk, Kiosk)).Select(activity => activity.Cause).ToList();
        if (!causes.Exists(cause => cause.Contains(Policy, StringComparison.Ordinal) && isCause(cause)))
            throw new AssertionException($"Expected tasks to be {what} because of the policy {Policy}, but found {(causes.Count == 0 ? "no scaling activity" : $"only other causes, such as: {causes[^1]}")}.");
    }
}
