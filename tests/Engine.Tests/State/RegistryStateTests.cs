using System.Text;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Tests.State;

/// <summary>A registry outlives the engine, and reaches another region.</summary>
[CancelAfter(60_000)]
public sealed class RegistryStateTests
{
    private static readonly AccountRegion Here = new("123456789012", "eu-central-1");
    private static readonly AccountRegion There = new("123456789012", "eu-west-1");

    [Test]
    public async Task Images_tags_layers_and_what_is_due_are_as_they_were()
    {
        using var folder = new TempFolder();
        World before;
        await using (var journal = folder.Open())
        {
            var store = new StateStore(TimeProvider.System, journal);
            await store.UpdateAsync(Here, (world, now) => (Pushed(world, "web", now), 0));
            await store.UpdateAsync(Here, (world, now) => (LayerUploaded.Apply(world, "web", Digest.Of("left"u8), 4, now), 0));
            before = store.Read(Here);
        }

        await using var again = folder.Open();
        var after = again.Load().Single();

        after.EcrRepositories.AsEnumerable().Should().Equal(before.EcrRepositories);
        after.EcrImages.AsEnumerable().Should().Equal(before.EcrImages);
        after.EcrLayers.AsEnumerable().Should().Equal(before.EcrLayers);
        after.ImageIndex.TagsIn("web").AsEnumerable().Should().Equal(before.ImageIndex.TagsIn("web"));
        after.ImageIndex.UsersOf("web", Digest.Of("{}"u8)).Should().ContainSingle();
        after.Agenda.NextUpkeepAt.Should().Be(before.Agenda.NextUpkeepAt).And.NotBeNull();
    }

    [Test]
    public async Task What_was_on_its_way_to_another_region_when_the_engine_was_killed_arrives_after_the_next_start()
    {
        using var folder = new TempFolder();
        await using (var journal = folder.Open())
        {
            // No control loop: as if it was killed before it looked.
            var store = new StateStore(TimeProvider.System, journal);
            await store.UpdateAsync(Here, (world, now) =>
            {
                world = RegistryRules.PutReplication(world, new() { Rules = [new() { Destinations = [new() { Region = There.Region, RegistryId = There.Account }] }] });
                return (Pushed(world, "web", now), 0);
            });
        }

        await using var engine = await EcsEngine.StartAsync(new() { DataFolder = folder.Path, Clock = ClockMode.Automatic });
        await engine.Clock.RestAsync();

        ImageLookup.ByTag(engine.Store.Read(There), "web", "v1").Should().NotBeNull();
        ImageLookup.ByTag(engine.Store.Read(Here), "web", "v1")!.Replications.Single().Status.Should().Be(ReplicationStatus.Complete);
        engine.Failure.Should().BeNull();
    }

    private static World Pushed(World world, string name, DateTimeOffset now)
    {
        (world, _) = RepositoryRules.Create(world, new() { RepositoryName = name }, now);
        world = LayerUploaded.Apply(world, name, Digest.Of("{}"u8), 2, now);
        var manifest = $$"""{"schemaVersion":2,"config":{"digest":"{{Digest.Of("{}"u8)}}","size":2},"layers":[]}""";
        return PutImage.Apply(world, name, ImageManifest.Parse(Encoding.UTF8.GetBytes(manifest), null), "v1", null, now).World;
    }
}
