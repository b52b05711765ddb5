using System.Xml.Linq;

namespace Workbook.Lab.Tests;

/// <summary>What <c>aws.Workbook.ExplainAsync</c> says, drawn.</summary>
internal sealed class ExplainChainTests : LabFixture
{
    [Test]
    public async Task Decisions_are_drawn_with_their_reasons_in_the_order_in_which_they_were_made()
    {
        await CreateServiceAsync(2);
        await Aws.WaitForServiceAsync("default", "web");
        var task = (await Aws.Ecs.TasksAsync("default")).Tasks[0].TaskArn;
        await Aws.Workbook.InjectAsync(Fault.Kill(task, "app"));
        await Aws.WaitForServiceAsync("default", "web");

        var ofTask = await ExplainChain.OfAsync(Aws, task);
        var ofService = await ExplainChain.OfAsync(Aws, (await Aws.Ecs.DescribeServicesAsync(new() { Services = ["web"] })).Services[0].ServiceArn);

        Save("explain-task", ofTask.ToSvg());
        Save("explain-service", ofService.ToSvg());
        TestContext.Out.WriteLine(ofTask);
        TestContext.Out.WriteLine(ofService);
        var steps = ofTask.Explanation.Steps;
        var (reason, texts) = (steps.First(step => step.Why is not null), TextsOf(ofTask.ToSvg()));
        texts.Should().Contain("0.0 s").And.Contain(text => text.StartsWith("because: ", StringComparison.Ordinal)).And.NotContain(text => text.Contains(task.Substring(task.Length - 32)));
        string.Join(' ', texts).Should().Contain(TextLines.ShortIds(reason.What)).And.Contain(TextLines.ShortIds(reason.Why!));
        XDocument.Parse(ofTask.ToSvg()).Root!.Elements().Take(2).Select(each => each.Name.LocalName).Should().Equal("title", "desc");
        ofService.ToString().Should().MatchRegex("(?s)0\\.0 s.*why: ");
    }

    [Test]
    public void A_long_chain_is_drawn_by_its_beginning_and_its_end()
    {
        var begin = DateTimeOffset.UnixEpoch;
        var steps = Enumerable.Range(0, 100).Select(i => new ExplanationStep(begin.AddSeconds(i), $"step {i}.", null)).ToList();

        var texts = TextsOf(new ExplainChain(new("arn:aws:ecs:us-east-1:123456789012:service/default/web", "ACTIVE", 0, steps)).ToSvg());

        texts.Should().Contain(["step 0.", "step 19.", "… 60 steps more …", "step 80.", "step 99."]).And.NotContain(["step 20.", "step 79."]);
    }

    [Test]
    public void Nothing_to_explain_is_a_picture_as_well() =>
        TextsOf(new ExplainChain(new("arn:aws:ecs:us-east-1:123456789012:task/default/0123", "no such task is known", 0, [])).ToSvg()).Should().Contain("task/default/0123");
}
