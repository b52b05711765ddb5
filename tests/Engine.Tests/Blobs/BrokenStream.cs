namespace Workbook.Engine.Tests.Blobs;

/// <summary>A stream that fails in the middle, as that of a sender who goes away does.</summary>
internal sealed class BrokenStream(byte[] content, int breaksAfter) : MemoryStream(content, 0, breaksAfter)
{
    public const string Complaint = "The sender is gone.";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException(Complaint);
}
