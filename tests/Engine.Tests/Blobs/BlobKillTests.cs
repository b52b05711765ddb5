using System.Diagnostics;
using Workbook.Engine.Blobs;
using Workbook.Engine.Tests.State;

namespace Workbook.Engine.Tests.Blobs;

/// <summary>The process is killed again and again while it receives blobs; see <see cref="BlobPusher"/>.</summary>
[CancelAfter(120_000)]
internal sealed class BlobKillTests : BlobFixture
{
    private const int Rounds = 8;

    [Test]
    public async Task After_a_kill_every_blob_is_whole_every_acknowledged_one_is_there_and_nothing_else(CancellationToken cancellationToken)
    {
        var random = new Random(4711);
        var acknowledged = new List<BlobDigest>();
        for (var round = 0; round < Rounds; round++)
        {
            Blobs.Dispose();
            acknowledged.AddRange(await KillAfterAsync(random.Next(1, 40), cancellationToken));
            Open();
            var there = new DirectoryInfo(Blobs.Path).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => BlobDigest.Parse(BlobDigest.Prefix + file.Name)).ToList();
            there.Should().Contain(acknowledged);
            foreach (var digest in there) BlobDigest.Of(await Blobs.ReadAsync(digest, cancellationToken)).Should().Be(digest);
        }
        acknowledged.Should().HaveCountGreaterThan(Rounds);
    }

    private async Task<List<BlobDigest>> KillAfterAsync(int lines, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo
        {
            FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ArgumentList = { typeof(TestHost).Assembly.Location, "push", DataFolder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var acknowledged = new List<BlobDigest>();
        for (var line = 0; ; line++)
        {
            if (line == lines) process.Kill();
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { } text) break;
            if (BlobDigest.TryParse(text, out var digest)) acknowledged.Add(digest);
        }
        await process.WaitForExitAsync(cancellationToken);
        return acknowledged;
    }
}
