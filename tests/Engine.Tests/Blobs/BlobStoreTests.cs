using Workbook.Engine.Blobs;
using Workbook.Engine.Tests.Time;

namespace Workbook.Engine.Tests.Blobs;

internal sealed class BlobStoreTests : BlobFixture
{
    private static readonly IReadOnlySet<BlobDigest> Nothing = new HashSet<BlobDigest>();

    [Test]
    public async Task Blobs_outlive_the_process_and_uploads_do_not()
    {
        var content = Bytes(1000);
        var digest = await PushAsync(content);
        // A process that is killed closes nothing: its files stay as they are.
        await File.WriteAllBytesAsync(Path.Combine(Blobs.Path, "uploads", "half"), Bytes(500));

        Reopen();
        (await Blobs.ReadAsync(digest)).Should().Equal(content);
        BytesOnDisk.Should().Be(1000);
    }

    [Test]
    public async Task Without_a_data_folder_blobs_go_with_the_store_and_those_of_killed_processes_with_the_next_one()
    {
        // No process has ever had this number and begun at the beginning of 1970.
        var left = Path.Combine(Path.GetTempPath(), $"workbook-registry-0123456789ab+{Environment.MachineName}+4194305+0");
        Directory.CreateDirectory(Path.Combine(left, "sha256", "ab"));
        string path;
        using (var blobs = new BlobStore(null, Machine))
        {
            Directory.Exists(left).Should().BeFalse();
            path = blobs.Path;
            Directory.Exists(path).Should().BeFalse("nobody has pushed yet");
            using var lease = await blobs.PutAsync(Bytes(10));
            Directory.Exists(path).Should().BeTrue();
            using var other = new BlobStore(null, Machine);
            Directory.Exists(path).Should().BeTrue("its process lives");
        }
        Directory.Exists(path).Should().BeFalse();
    }

    [Test]
    public async Task The_same_blob_from_many_senders_at_once_is_there_once()
    {
        var content = Bytes(300_000);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Blobs.PutAsync(content))));
        leases.Select(lease => lease.Digest).Distinct().Should().ContainSingle();
        BytesOnDisk.Should().Be(300_000);
        (await Blobs.ReadAsync(leases[0].Digest)).Should().Equal(content);
        foreach (var lease in leases) lease.Dispose();
    }

    [Test]
    public async Task A_sweep_takes_what_nobody_refers_to()
    {
        var kept = await PushAsync(Bytes(100, seed: 1));
        await PushAsync(Bytes(200, seed: 2));
        Blobs.Sweep(() => new HashSet<BlobDigest> { kept }).Should().Be(1);
        BytesOnDisk.Should().Be(100);
        Blobs.LengthOf(kept).Should().Be(100);
    }

    [Test]
    public async Task A_sweep_leaves_what_somebody_holds_until_it_is_let_go()
    {
        using (await Blobs.PutAsync(Bytes(100)))
        {
            Blobs.Sweep(() => Nothing).Should().Be(0);
        }
        Blobs.Sweep(() => Nothing).Should().Be(1);
    }

    [Test]
    public async Task A_blob_that_was_let_go_while_the_sweep_looked_elsewhere_is_left()
    {
        var pushed = await Blobs.PutAsync(Bytes(100, seed: 1));
        var known = await PushAsync(Bytes(200, seed: 2));
        var swept = Blobs.Sweep(() =>
        {
            // A World that is read now knows neither; right after that both are put into it.
            Blobs.Hold(known)!.Dispose();
            pushed.Dispose();
            return Nothing;
        });
        swept.Should().Be(0);
        Blobs.Sweep(() => Nothing).Should().Be(2);
    }

    [Test]
    public async Task What_is_being_read_stays_readable_though_it_is_swept()
    {
        var content = Bytes(100_000);
        var digest = await PushAsync(content);
        using var file = Blobs.OpenRead(digest)!;
        Blobs.Sweep(() => Nothing).Should().Be(1);
        Blobs.OpenRead(digest).Should().BeNull();
        Blobs.Hold(digest).Should().BeNull();
        var read = new byte[content.Length];
        RandomAccess.Read(file, read, 0).Should().Be(content.Length);
        read.Should().Equal(content);
    }

    [TestCase("")]
    [TestCase("sha256:")]
    [TestCase("sha256:../../../../../../../../../../../../../../../../../../../../../../etc")]
    [TestCase("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [TestCase("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde")]
    [TestCase("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0")]
    [TestCase("sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [TestCase("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_is_not_a_digest_is_none(string text) => BlobDigest.TryParse(text, out _).Should().BeFalse();

    [Test]
    [Platform("Linux")]
    public async Task A_full_disk_is_said_and_gets_its_bytes_back()
    {
        using var disk = SmallDisk.Mount(megabytes: 1);
        using var blobs = new BlobStore(disk.Path, new FakeMachine());
        using (var first = await blobs.PutAsync(Bytes(500_000)))
        {
            var upload = blobs.StartUpload("me");
            using var content = new MemoryStream(Bytes(2_000_000));
            var sending = () => upload.AppendAsync(content);
            (await sending.Should().ThrowAsync<BlobException>()).WithMessage($"No space is left on the disk that holds {blobs.Path}*").Which.Problem.Should().Be(BlobProblem.DiskFull);
            blobs.FindUpload("me", upload.Id).Should().BeNull();
        }
        // There is room again, and what was there before is whole.
        using var second = await blobs.PutAsync(Bytes(400_000, seed: 2));
        (await blobs.ReadAsync(BlobDigest.Of(Bytes(500_000)))).Should().Equal(Bytes(500_000));
    }
}
