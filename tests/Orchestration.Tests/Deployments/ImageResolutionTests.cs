using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>All tasks of a deployment run the same image, though its tag may move meanwhile.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ImageResolutionTests
{
    private readonly ServiceStory _story = new();

    private IEnumerable<string?> Digests => _story.Tasks.Select(task => task.Containers.Single().ImageDigest);

    private string? Settled => _story.World.ServiceRevisions[_story.Web.RevisionId!].ContainerImages.Single().ImageDigest;

    private void MoveTag(string digest) => _story.Around["app:1"] = _story.Around["app:1"] with { Digest = digest };

    private void Begin(string? versionConsistency = null)
    {
        _story.Define(Requests.Fargate(Requests.App with { Image = "app:1", VersionConsistency = versionConsistency }) with { Family = "demo" });
        _story.Create(desired: 1);
        _story.Settle();
        MoveTag("sha256:2");
    }

    [Test]
    public void The_first_pull_settles_the_image_for_all_later_tasks_of_the_deployment()
    {
        Begin();
        Settled.Should().Be("sha256:1");

        _story.Update(new() { DesiredCount = 3 });
        _story.Settle();

        Digests.Should().Equal("sha256:1", "sha256:1", "sha256:1");
    }

    [Test]
    public void The_next_deployment_asks_again()
    {
        Begin();

        _story.Update(new() { ForceNewDeployment = true });
        _story.Settle();

        Digests.Should().Equal("sha256:2");
        Settled.Should().Be("sha256:2");
    }

    [Test]
    public void A_container_whose_version_consistency_is_disabled_takes_what_the_tag_stands_for()
    {
        Begin(VersionConsistency.Disabled);
        Settled.Should().BeNull();

        _story.Update(new() { DesiredCount = 2 });
        _story.Settle();

        Digests.Should().Equal("sha256:1", "sha256:2");
    }
}
