using Workbook.Engine.Blobs;
using Workbook.Engine.Tests.State;
using Workbook.Engine.Tests.Time;

namespace Workbook.Engine.Tests.Blobs;

/// <summary>A blob store in a data folder, on a machine whose clock the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class BlobFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    protected FakeMachine Machine { get; } = new();

    protected BlobStore Blobs { get; private set; } = null!;

    protected string DataFolder => _folder.Path;

    [SetUp]
    public void Open() => Blobs = new(_folder.Path, Machine, new() { OpenUploads = 10 });

    public void Dispose()
    {
        Blobs.Dispose();
        _folder.Dispose();
    }

    protected void Reopen()
    {
        Blobs.Dispose();
        Open();
    }

    protected async Task<BlobDigest> PushAsync(byte[] content)
    {
        using var lease = await Blobs.PutAsync(content);
        return lease.Digest;
    }

    protected static async Task AppendAsync(BlobUpload upload, byte[] bytes, long? from = null)
    {
        using var stream = new MemoryStream(bytes);
        await upload.AppendAsync(stream, from);
    }

    /// <summary>Bytes that differ for each seed.</summary>
    protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>All files that the store has on disk, with their lengths.</summary>
    protected long BytesOnDisk => new DirectoryInfo(Blobs.Path) is { Exists: true } folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    protected static async Task<BlobProblem> ProblemOf(Func<Task> action) => (await action.Should().ThrowAsync<BlobException>()).Which.Problem;
}
