using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>What holds for policies, bounds and loads whatever they are; the seed in a test's name repeats the one that failed.</summary>
internal sealed class ScalingPropertyTests
{
    private const int Minutes = 180;

    private static IEnumerable<int> EachSeed => Seeds.Upto(30);

    [TestCaseSource(nameof(EachSeed))]
    public void Policies_never_leave_the_bounds_and_keep_their_cooldowns(int seed)
    {
        var random = new Random(seed);
        var (least, most) = (random.Next(0, 4), random.Next(4, 30));
        var story = new ScalingStory(random.Next(least, most + 1), least, most);
        var (scaleOut, scaleIn) = (random.Next(0, 10) * 60, random.Next(0, 10) * 60);
        story.Put("cpu", Cpu(random.Next(10, 90)) with { ScaleOutCooldown = scaleOut, ScaleInCooldown = scaleIn });
        DateTimeOffset? lastIn = null;
        var load = random.Next(0, 1000);
        for (var minute = 0; minute < Minutes; minute++)
        {
            if (random.Next(12) == 0) load = random.Next(0, 2000);
            var before = story.Desired;
            story.Share(load, 1);
            story.Desired.Should().BeInRange(least, most, $"it has to be in minute {minute}");
            if (story.Desired >= before) lastIn = story.Desired > before ? null : lastIn;
            else
            {
                if (lastIn is { } earlier) (story.Service.Now - earlier).Should().BeGreaterOrEqualTo(TimeSpan.FromSeconds(scaleIn), $"scale-in waits for its cooldown in minute {minute}");
                lastIn = story.Service.Now;
            }
        }
        story.World.TargetActivities.Values.Where(activity => activity.NotScaledReasons is null).Should().OnlyContain(activity => activity.StatusCode == "Successful" || activity.StatusCode == "Overridden" || activity.StatusCode == "InProgress");
    }

    [TestCaseSource(nameof(EachSeed))]
    public void Under_constant_load_it_comes_to_rest_where_the_metric_is_at_its_target(int seed)
    {
        var random = new Random(seed);
        var (load, target) = (random.Next(0, 2000), random.Next(20, 90));
        var story = new ScalingStory(random.Next(1, 40), 1, 200);
        story.Put("cpu", Cpu(target));
        story.Share(load, Minutes);
        var settled = story.Desired;
        story.Share(load, 60);
        story.Desired.Should().Be(settled, "it has come to rest");
        // Enough tasks for the load, and no more than would keep the metric at nine tenths of its target.
        var metric = load / (double)settled;
        metric.Should().BeLessOrEqualTo(target * (1 + 1e-9));
        if (settled > 1 && metric < target * 0.9) (load / (settled - 1.0)).Should().BeGreaterThan(target, "one task fewer would be too few");
    }

    [TestCaseSource(nameof(EachSeed))]
    public void Within_a_cooldown_of_scale_out_it_only_grows_to_what_was_asked_of_where_it_began(int seed)
    {
        var random = new Random(seed);
        var story = new ScalingStory(4, 1, 1000);
        var target = random.Next(20, 60);
        story.Put("cpu", Cpu(target) with { DisableScaleIn = true, ScaleOutCooldown = 3600 });
        var highest = 0.0;
        for (var minute = 0; minute < 40; minute++)
        {
            var metric = random.Next(target + 1, 200);
            if (minute >= 2) highest = Math.Max(highest, metric);
            story.Measure(ScalingStory.Cpu, metric);
            story.Desired.Should().Be(minute < 2 ? 4 : (int)Math.Ceiling(4 * highest / target - 1e-9), $"in minute {minute} the highest metric was {highest} of {target}");
        }
    }

    private static TargetTrackingScalingPolicyConfiguration Cpu(double target) =>
        new() { TargetValue = target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } };
}
