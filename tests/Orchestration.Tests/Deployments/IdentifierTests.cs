using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>Service deployments and revisions are named by ARN, and by the right one.</summary>
public class IdentifierTests
{
    private static ServiceStory Story()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1);
        return story;
    }

    private static string Refusal(Action action) => action.Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").Which.Message;

    [Test]
    public void A_revision_is_found_by_its_ARN()
    {
        var story = Story();
        var revision = story.World.ServiceRevisions[story.Web.RevisionId!];
        RolloutIdentifiers.FindRevision(story.World, Arn.ServiceRevision(story.World.Scope, "default", "web", revision.Id).ToString()).Should().Be(revision);
    }

    [Test]
    public void A_revision_that_is_none_or_another_service_s_is_not_found()
    {
        var story = Story();
        RolloutIdentifiers.FindRevision(story.World, Arn.ServiceRevision(story.World.Scope, "default", "web", "1").ToString()).Should().BeNull();
        RolloutIdentifiers.FindRevision(story.World, Arn.ServiceRevision(story.World.Scope, "default", "api", story.Web.RevisionId!).ToString()).Should().BeNull();
        RolloutIdentifiers.FindRevision(story.World, Arn.ServiceRevision(story.World.Scope, "other", "web", story.Web.RevisionId!).ToString()).Should().BeNull();
    }

    [Test]
    public void A_service_deployment_is_found_by_its_ARN()
    {
        var story = Story();
        RolloutIdentifiers.Find(story.World, story.RolloutArn()).Should().Be(story.Rollout);
        RolloutIdentifiers.Find(story.World, Arn.ServiceDeployment(story.World.Scope, "default", "web", "1").ToString()).Should().BeNull();
    }

    [TestCase("web")]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:service/default/web")]
    public void What_is_no_ARN_of_that_type_is_refused(string text)
    {
        var world = Story().World;
        Refusal(() => RolloutIdentifiers.FindRevision(world, text)).Should().Be($"Invalid identifier: Expected a service-revision ARN, but got '{text}'.");
        Refusal(() => RolloutIdentifiers.Find(world, text)).Should().Be($"Invalid identifier: Expected a service-deployment ARN, but got '{text}'.");
    }

    [Test]
    public void Another_Region_is_another_place()
    {
        var story = Story();
        var elsewhere = story.RolloutArn().Replace("us-east-1", "eu-west-1", StringComparison.Ordinal);
        Refusal(() => RolloutIdentifiers.Find(story.World, elsewhere)).Should().Be("Invalid identifier: Identifier is for eu-west-1. You are accessing us-east-1.");
    }
}
