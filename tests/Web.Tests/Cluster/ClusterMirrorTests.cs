using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Web.Cluster;

namespace Workbook.Web.Tests.Cluster;

/// <summary>From Worlds to what pages are told.</summary>
internal sealed class ClusterMirrorTests
{
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    private static readonly EntityKey Demo = new(EntityKind.Cluster, "demo");

    [Test]
    public void Only_what_looks_different_is_told()
    {
        var mirror = new ClusterMirror();
        var world = new World(Scope).Put(new ClusterState("demo")).Put(Task(1)).Put(Task(2));
        mirror.Fill(world);

        var next = world.Put(Task(2) with { LastStatus = EcsTaskStatus.Running });
        mirror.Look(next, [Demo, KeyOf(1), KeyOf(2)]);
        var told = mirror.Take();

        told.Whole.Should().BeFalse();
        told.Gone.Should().BeEmpty();
        told.Items.Should().ContainSingle().Which.Should().BeOfType<ClusterItem.TaskCard>().Which.Status.Should().Be("RUNNING");
        mirror.Take().IsEmpty.Should().BeTrue("all was told");
    }

    [Test]
    public void A_change_that_nobody_could_see_is_nothing()
    {
        var mirror = new ClusterMirror();
        var world = new World(Scope).Put(new ClusterState("demo")).Put(Task(1));
        mirror.Fill(world);

        mirror.Look(world.Put(Task(1) with { Version = 2, IsProvisioned = true }), [KeyOf(1)]);

        mirror.Take().IsEmpty.Should().BeTrue();
    }

    [Test]
    public void What_changes_twice_in_a_moment_is_told_once_as_it_is_now()
    {
        var mirror = new ClusterMirror();
        var world = new World(Scope).Put(new ClusterState("demo"));
        mirror.Fill(world);

        var pending = world.Put(Task(1) with { LastStatus = EcsTaskStatus.Pending });
        mirror.Look(pending, [KeyOf(1)]);
        mirror.Look(pending.Put(Task(1) with { LastStatus = EcsTaskStatus.Running }), [KeyOf(1)]);

        mirror.Take().Items.Should().ContainSingle().Which.Should().BeOfType<ClusterItem.TaskCard>().Which.Status.Should().Be("RUNNING");
    }

    [Test]
    public void What_is_gone_is_told_by_its_id_and_what_never_was_is_not()
    {
        var mirror = new ClusterMirror();
        var world = new World(Scope).Put(new ClusterState("demo")).Put(new ClusterState("other"));
        mirror.Fill(world);

        mirror.Look(world.Put(new ClusterState("demo") { Status = "INACTIVE" }), [Demo, KeyOf(7)]);

        var told = mirror.Take();
        told.Gone.Should().Equal("arn:aws:ecs:us-east-1:123456789012:cluster/demo");
        told.Items.Should().BeEmpty();
        mirror.Whole().Items.Should().ContainSingle();
    }

    [Test]
    public void A_reset_takes_all_away()
    {
        var mirror = new ClusterMirror();
        mirror.Fill(new World(Scope).Put(new ClusterState("demo")).Put(Task(1)));

        mirror.Look(new World(Scope), [Demo, KeyOf(1)]);

        mirror.Take().Gone.Should().HaveCount(2);
        mirror.Whole().Items.Should().BeEmpty();
    }

    [Test]
    public void Who_comes_late_sees_the_last_five_that_stopped()
    {
        var mirror = new ClusterMirror();
        var world = Enumerable.Range(1, 20).Aggregate(new World(Scope).Put(new ClusterState("demo")), (next, number) =>
            next.Put(Task(number) with { LastStatus = EcsTaskStatus.Stopped, IsWanted = false, StoppedAt = DateTimeOffset.UnixEpoch.AddMinutes(number) }));

        mirror.Fill(world);

        mirror.Whole().Items.OfType<ClusterItem.TaskCard>().Select(task => task.Name).Should().BeEquivalentTo("000016", "000017", "000018", "000019", "000020");
    }

    [Test]
    public void Clusters_of_other_regions_say_where_they_are()
    {
        var mirror = new ClusterMirror();
        mirror.Fill(new World(Scope).Put(new ClusterState("demo")));
        mirror.Fill(new World(Scope with { Region = "eu-west-1" }).Put(new ClusterState("demo")));

        mirror.Whole().Items.Cast<ClusterItem.ClusterCard>().Select(cluster => cluster.Place).Should().Equal(null, "123456789012, eu-west-1");
    }

    private static EntityKey KeyOf(int number) => new(EntityKind.Task, IdOf(number));

    private static string IdOf(int number) => $"{number:D6}".PadRight(32, '0');

    private static EcsTask Task(int number) => new(IdOf(number), "demo", "web:000000001")
    {
        Family = "web",
        Group = "family:web",
        LaunchType = "FARGATE",
        AvailabilityZone = "us-east-1a",
        Containers = [new("app", "c-1", "hello")],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
