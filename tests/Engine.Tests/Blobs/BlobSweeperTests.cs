using Workbook.Engine.Blobs;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Tests.Blobs;

/// <summary>Bytes that no World refers to are given back, whoever took the last reference away.</summary>
internal sealed class BlobSweeperTests : BlobFixture
{
    private static readonly AccountRegion Scope = new("123456789012", "eu-central-1"), Elsewhere = new("210987654321", "us-east-1");

    private StateStore _store = null!;

    [SetUp]
    public void Begin() => _store = new(Machine, new NoJournal());

    [Test]
    public async Task What_is_not_referred_to_any_more_goes_a_little_later()
    {
        using var sweeper = new BlobSweeper(_store, Blobs, Machine);
        var layer = await LayerAsync(Scope, Bytes(1000));
        Machine.Move(TimeSpan.FromMinutes(1));
        BytesOnDisk.Should().Be(1000);

        await _store.UpdateAsync(Scope, (world, _) => (world.Remove(layer), 0));
        Machine.Move(BlobSweeper.Delay - TimeSpan.FromSeconds(1));
        BytesOnDisk.Should().Be(1000);
        Machine.Move(TimeSpan.FromSeconds(1));
        BytesOnDisk.Should().Be(0);
    }

    [Test]
    public async Task What_another_account_has_stays()
    {
        using var sweeper = new BlobSweeper(_store, Blobs, Machine);
        var layer = await LayerAsync(Scope, Bytes(1000));
        await LayerAsync(Elsewhere, Bytes(1000));
        await _store.UpdateAsync(Scope, (world, _) => (world.Remove(layer), 0));
        Machine.Move(TimeSpan.FromMinutes(1));
        BytesOnDisk.Should().Be(1000);
    }

    [Test]
    public async Task What_the_last_process_left_goes_at_the_start()
    {
        await PushAsync(Bytes(1000, seed: 2));
        await LayerAsync(Scope, Bytes(500));
        using var sweeper = new BlobSweeper(_store, Blobs, Machine);
        Machine.Move(TimeSpan.Zero);
        BytesOnDisk.Should().Be(500);
    }

    [Test]
    public async Task After_a_reset_nothing_is_kept()
    {
        using var sweeper = new BlobSweeper(_store, Blobs, Machine);
        await LayerAsync(Scope, Bytes(1000));
        await _store.ResetAsync();
        Machine.Move(TimeSpan.FromMinutes(1));
        BytesOnDisk.Should().Be(0);
    }

    private async Task<EcrLayer> LayerAsync(AccountRegion scope, byte[] content)
    {
        using var lease = await Blobs.PutAsync(content);
        return await _store.UpdateAsync(scope, (world, now) =>
        {
            var layer = new EcrLayer("team/app", lease.Digest.ToString(), lease.Length, now);
            return (world.Put(layer), layer);
        });
    }
}
