using Workbook.Engine.Blobs;

namespace Workbook.Engine.Tests.Blobs;

/// <summary>What the process does that gets killed: it pushes blobs, several at a time and in several pieces, and prints the digest of each that is there.</summary>
internal static class BlobPusher
{
    private const int Pushers = 4;

    public static async Task<int> RunAsync(string folder)
    {
        using var blobs = new BlobStore(folder, TimeProvider.System);
        Console.WriteLine("ready");
        var number = Environment.ProcessId << 12;
        var pushing = Enumerable.Range(0, Pushers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var content = new byte[200_000];
                new Random(Interlocked.Increment(ref number)).NextBytes(content);
                var upload = blobs.StartUpload("me");
                foreach (var chunk in content.Chunk(70_000)) await upload.AppendAsync(new MemoryStream(chunk), upload.Length);
                using var lease = await upload.FinishAsync(BlobDigest.Of(content));
                Console.WriteLine(lease.Digest);
            }
        }));
        // Whoever started it has gone once the input ends.
        await Task.WhenAny([Task.Run(Console.In.Read), .. pushing]);
        return 1;
    }
}
