namespace Workbook.Engine.Tests.Store;

internal sealed class ResourceIdTests
{
    [Test]
    public void The_same_seed_gives_the_same_ids_and_another_one_others()
    {
        All(new(7)).Should().Equal(All(new(7)));
        All(new(7)).Should().NotIntersectWith(All(new(8)));
        All(new()).Should().NotIntersectWith(All(new()));
    }

    [Test]
    public void They_are_written_as_AWS_writes_them()
    {
        foreach (var ids in new ResourceIds[] { new(), new(1) })
        {
            ids.NewId().Should().MatchRegex("^[0-9a-f]{32}$");
            ids.NewInstanceId().Should().MatchRegex("^i-[0-9a-f]{17}$");
            ids.NewDeploymentId().Should().MatchRegex("^ecs-svc/[0-9]{19}$");
            ids.NewUuid().Should().MatchRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
            ids.NewIds(1000).Should().OnlyHaveUniqueItems();
        }
    }

    private static List<string> All(ResourceIds ids) =>
        [ids.NewId(), ids.NewInstanceId(), ids.NewDeploymentId(), ids.NewUuid(), ids.NewServiceIds().ToString()];
}
