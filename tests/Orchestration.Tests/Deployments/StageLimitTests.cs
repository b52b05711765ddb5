using Workbook.Orchestration.Tests.Stories;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>A lifecycle stage can last up to 24 hours.</summary>
public class StageLimitTests
{
    [Test]
    public void A_green_revision_that_is_not_there_after_24_hours_is_given_up()
    {
        var story = Staged.At("SCALE_UP");
        var since = story.Rollout.StageSince!.Value;

        story.After(since + TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1) - story.Now);
        (story.Rollout.Stage, story.Rollout.IsRollingBack).Should().Be(("SCALE_UP", false));

        story.After(TimeSpan.FromSeconds(1));
        story.GoesBack();
        story.Events.Should().Contain(message => message.EndsWith("because SCALE_UP lifecycle stage timed out.", StringComparison.Ordinal));
    }
}
