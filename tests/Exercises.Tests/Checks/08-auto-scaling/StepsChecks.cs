using Amazon.ElasticLoadBalancingV2;

namespace Workbook.Exercises.Tests.Checks;

public sealed class StepsChecks : ScalingChecks
{
    private const string Post = "post";
    private const string Sorter = "sorter";
    private const string Counter = "counter";

    private readonly Dictionary<string, Seen<Count>> _counts = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Post });
        var balancer = await MakeBalancerAsync(Post);
        var group = await MakeGroupAsync(Counter, balancer.VpcId);
        await LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = 80,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = group }],
        });
        await MakeServiceAsync(Post, Counter, await RegisterAppAsync(Counter), 2, group);
        await MakeServiceAsync(Post, Sorter, await RegisterAppAsync(Sorter), 2);
        foreach (var service in new[] { Counter, Sorter }) await Aws.WaitForServiceAsync(Post, service);
    }

    /// <summary>Heaps of letters, each for a minute and then half an hour of calm; an empty table; visitors, and nobody.</summary>
    protected override async Task AfterwardsAsync()
    {
        foreach (var (name, heap) in new[] { ("100", 100), ("150", 150), ("200", 200), ("450", 450), ("900", 900) })
            await SortAsync(name, [heap, .. Enumerable.Repeat(50, 29)]);
        await SortAsync("four minutes", [5, 5, 5, 5, .. Enumerable.Repeat(50, 26)]);
        await SortAsync("twelve minutes", [.. Enumerable.Repeat(5, 12), .. Enumerable.Repeat(50, 18)]);
        await SortAsync("empty", [.. Enumerable.Repeat(5, 100)]);

        foreach (var (name, requests) in new[] { ("crowd", 3000), ("nobody", 100) })
        {
            _counts[name] = await Seen<Count>.NowAsync(async () =>
            {
                await Aws.Workbook.LoadAsync(Counter, Post, requests: requests);
                await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(90));
                return await CountOfAsync(Post, Counter);
            });
        }
    }

    [Test]
    [Requirement("The sorter is a scalable target of 2 to 12 tasks, the counter of 2 to 8", "RegisterScalableTargetAsync, once for each service.")]
    public async Task LimitsAreSet()
    {
        Require($"for the service {Sorter}", await LimitsOfAsync(Post, Sorter), new(2, 12));
        Require($"for the service {Counter}", await LimitsOfAsync(Post, Counter), new(2, 8));
    }

    [Test]
    [Requirement("100 letters change nothing, 150 bring one task", "The bounds of a step count from the threshold of the alarm: 150 letters are 50 above it.")]
    public void SmallHeapTakesOneMore()
    {
        Require("of the sorter after a minute with 100 letters", _counts["100"].Value, 2);
        Require("of the sorter after a minute with 150 letters", _counts["150"].Value, 3);
    }

    [Test]
    [Requirement("200 letters bring three tasks, 450 bring five", "Three StepAdjustments: each begins where the one before ends, and the last has no upper bound.")]
    public void LargerHeapsTakeMore()
    {
        Require("of the sorter after a minute with 200 letters", _counts["200"].Value, 6);
        Require("of the sorter after a minute with 450 letters", _counts["450"].Value, 11);
    }

    [Test]
    [Requirement("There are never more than twelve sorters", "At most is at most: that is what MaxCapacity is for.")]
    public void TwelveAreEnough() => Require("of the sorter after a minute with 900 letters", _counts["900"].Value, 12);

    [Test]
    [Requirement("Five quiet minutes in a row take one task away, and the next goes five minutes later", "Below a threshold the steps lie below zero: MetricIntervalUpperBound = 0. How many periods has the alarm to be true for, and how long is the cooldown?")]
    public async Task QuietMinutesTakeOneAway()
    {
        await PolicyAsync(Post, Sorter, "fewer-sorters");
        var before = _counts["900"].Value.Desired;
        Require("of the sorter after four minutes with 5 letters each", _counts["four minutes"].Value, before);
        Require("of the sorter after twelve minutes with 5 letters each", _counts["twelve minutes"].Value, before - 2);
    }

    [Test]
    [Requirement("After hours without letters two sorters are left", "The alarm is in the state ALARM all the time; the policy goes on each time that its cooldown is over.")]
    public async Task TwoAreLeft()
    {
        Require("of the sorter after 100 minutes with 5 letters each", _counts["empty"].Value, 2);
        var causes = (await ActivitiesAsync(Post, Sorter)).Select(activity => activity.Cause).ToList();
        if (!causes.Exists(cause => cause.Contains("letters-gone", StringComparison.Ordinal)))
            throw new AssertionException($"Expected tasks of the sorter to be taken away because of the alarm letters-gone, but found {(causes.Count == 0 ? "no scaling activity" : $"only other causes, such as: {causes[^1]}")}.");
    }

    [Test]
    [Requirement("The counter follows its visitors: six tasks for 3000 requests a minute, two for 100", "ALBRequestCountPerTarget needs a ResourceLabel: app/NAME/ID/targetgroup/NAME/ID.")]
    public async Task CounterFollowsItsVisitors()
    {
        Require("of the counter at 3000 requests a minute", _counts["crowd"].Value, 6);
        Require("of the counter at 100 requests a minute", _counts["nobody"].Value, 2);
        var policy = await PolicyAsync(Post, Counter, "requests-at-500");
        Require("the metric of requests-at-500", policy.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType?.Value, "ALBRequestCountPerTarget");
    }

    private async Task SortAsync(string name, int[] heaps) => _counts[name] = await Seen<Count>.NowAsync(async () =>
    {
        await LettersAsync(heaps);
        return await CountOfAsync(Post, Sorter);
    });

    /// <summary>Reports so many letters for each of the next minutes, after a few with an average heap, and lets them go by.</summary>
    private async Task LettersAsync(int[] heaps)
    {
        // The clock runs on by itself as long as there is something to wait for; here nobody is to be overtaken by it.
        await Aws.Workbook.AdvanceAsync(TimeSpan.Zero);
        int[] letters = [.. Enumerable.Repeat(50, 5), .. heaps];
        var now = (await Aws.Workbook.StatusAsync()).Now.UtcDateTime;
        // From the next whole minute on, so that each number has a minute of its own.
        var first = now.AddTicks(TimeSpan.TicksPerMinute - now.Ticks % TimeSpan.TicksPerMinute);
        await Aws.CloudWatch.PutMetricDataAsync(new()
        {
            Namespace = "Post",
            MetricData =
            [
                .. letters.Select((number, minute) => new Amazon.CloudWatch.Model.MetricDatum
                {
                    MetricName = "LettersWaiting",
                    Dimensions = [new() { Name = "Office", Value = "main" }],
                    Timestamp = first.AddMinutes(minute),
                    Value = number,
                }),
            ],
        });
        var end = first.AddMinutes(letters.Length);
        var left = end - (await Aws.Workbook.StatusAsync()).Now.UtcDateTime;
        if (left > TimeSpan.Zero) await Aws.Workbook.AdvanceAsync(left);
    }
}
