using System.IO.Pipelines;
using Workbook.Engine.Blobs;

namespace Workbook.Engine.Tests.Blobs;

internal sealed class UploadTests : BlobFixture
{
    [Test]
    public async Task Chunks_become_one_blob_that_is_seen_only_when_it_is_whole()
    {
        var content = Bytes(1_000_000);
        var digest = BlobDigest.Of(content);
        var upload = Blobs.StartUpload("me");
        foreach (var chunk in content.Chunk(300_000)) await AppendAsync(upload, chunk, upload.Length);

        upload.Length.Should().Be(1_000_000);
        Blobs.LengthOf(digest).Should().BeNull();
        Blobs.OpenRead(digest).Should().BeNull();

        using var lease = await upload.FinishAsync(digest);
        lease.Length.Should().Be(1_000_000);
        (await Blobs.ReadAsync(digest)).Should().Equal(content);
        Blobs.OpenUploads.Should().Be(0);
    }

    [Test]
    public async Task An_empty_blob_is_a_blob()
    {
        var digest = BlobDigest.Of([]);
        using var lease = await Blobs.StartUpload("me").FinishAsync(digest);
        Blobs.LengthOf(digest).Should().Be(0);
    }

    [Test]
    public async Task The_wrong_digest_ends_the_upload_and_gives_the_disk_back()
    {
        var upload = Blobs.StartUpload("me");
        await AppendAsync(upload, Bytes(300_000));
        (await ProblemOf(() => upload.FinishAsync(BlobDigest.Of(Bytes(300_000, seed: 2))))).Should().Be(BlobProblem.DigestMismatch);

        BytesOnDisk.Should().Be(0);
        Blobs.FindUpload("me", upload.Id).Should().BeNull();
        (await ProblemOf(() => AppendAsync(upload, [1]))).Should().Be(BlobProblem.UploadEnded);
        (await ProblemOf(() => upload.FinishAsync(BlobDigest.Of([])))).Should().Be(BlobProblem.UploadEnded);
    }

    [Test]
    public async Task A_chunk_in_the_wrong_place_is_refused_and_the_right_one_still_fits()
    {
        var content = Bytes(200);
        var upload = Blobs.StartUpload("me");
        await AppendAsync(upload, content[..100], from: 0);
        foreach (var from in new[] { 0, 99, 101, 200 })
            (await ProblemOf(() => AppendAsync(upload, content[100..], from))).Should().Be(BlobProblem.RangeMismatch);
        await AppendAsync(upload, content[100..], from: 100);
        using var lease = await upload.FinishAsync(BlobDigest.Of(content));
    }

    [Test]
    public async Task After_a_stream_that_broke_off_the_sender_goes_on_from_where_the_upload_stands()
    {
        var content = Bytes(200_000);
        var upload = Blobs.StartUpload("me");
        var sending = () => upload.AppendAsync(new BrokenStream(content, breaksAfter: 150_000));
        (await sending.Should().ThrowAsync<IOException>()).WithMessage(BrokenStream.Complaint);

        upload.Length.Should().Be(150_000);
        await AppendAsync(upload, content[150_000..], from: 150_000);
        using var lease = await upload.FinishAsync(BlobDigest.Of(content));
    }

    [Test]
    public async Task Two_senders_at_once_are_one_too_many()
    {
        var upload = Blobs.StartUpload("me");
        var pipe = new Pipe();
        var first = upload.AppendAsync(pipe.Reader.AsStream());
        (await ProblemOf(() => AppendAsync(upload, [1]))).Should().Be(BlobProblem.UploadBusy);
        (await ProblemOf(() => upload.FinishAsync(BlobDigest.Of([])))).Should().Be(BlobProblem.UploadBusy);

        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        await pipe.Writer.CompleteAsync();
        await first;
        using var lease = await upload.FinishAsync(BlobDigest.Of([1, 2, 3]));
    }

    [Test]
    public async Task Cancelling_stops_who_is_sending_and_gives_the_disk_back()
    {
        var upload = Blobs.StartUpload("me");
        await AppendAsync(upload, Bytes(300_000));
        BytesOnDisk.Should().Be(300_000);
        var sending = upload.AppendAsync(new Pipe().Reader.AsStream());

        upload.Cancel();
        (await ProblemOf(() => sending)).Should().Be(BlobProblem.UploadEnded);
        BytesOnDisk.Should().Be(0);
    }

    [Test]
    public void An_upload_is_found_by_its_owner_alone()
    {
        var upload = Blobs.StartUpload("me");
        Blobs.FindUpload("me", upload.Id).Should().BeSameAs(upload);
        Blobs.FindUpload("you", upload.Id).Should().BeNull();
        Blobs.FindUpload("me", "../" + upload.Id).Should().BeNull();
    }

    [Test]
    public async Task An_upload_that_nobody_goes_on_with_ends_after_a_quarter_of_an_hour()
    {
        var upload = Blobs.StartUpload("me");
        await AppendAsync(upload, Bytes(300_000));
        Machine.Move(TimeSpan.FromMinutes(14));
        await AppendAsync(upload, Bytes(300_000));
        Machine.Move(TimeSpan.FromMinutes(14));
        BytesOnDisk.Should().Be(600_000);

        Machine.Move(TimeSpan.FromMinutes(2));
        BytesOnDisk.Should().Be(0);
        Blobs.OpenUploads.Should().Be(0);
    }

    [Test]
    public async Task An_upload_never_takes_longer_than_twelve_hours_though_bytes_keep_coming()
    {
        var upload = Blobs.StartUpload("me");
        var sending = upload.AppendAsync(new Pipe().Reader.AsStream());
        Machine.Move(TimeSpan.FromHours(11.9));
        sending.IsCompleted.Should().BeFalse();

        Machine.Move(TimeSpan.FromHours(0.2));
        (await ProblemOf(() => sending)).Should().Be(BlobProblem.UploadEnded);
    }

    [Test]
    public void The_number_of_open_uploads_is_bounded()
    {
        for (var i = 0; i < 10; i++) Blobs.StartUpload("me");
        FluentActions.Invoking(() => Blobs.StartUpload("me")).Should().Throw<BlobException>().Which.Problem.Should().Be(BlobProblem.TooManyUploads);
        Machine.Move(TimeSpan.FromHours(1));
        Blobs.StartUpload("me").Length.Should().Be(0);
    }
}
