using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;

namespace Workbook.Server.Registry;

/// <summary>Sends a part of a file: read straight into the server's own buffers, so that no byte is copied twice.</summary>
internal static class BlobSender
{
    private const int PieceSize = 64 * 1024;

    public static async Task SendAsync(HttpResponse response, SafeFileHandle file, ByteRange range, CancellationToken aborted)
    {
        var writer = response.BodyWriter;
        for (var (at, left) = (range.From, range.Length); left > 0;)
        {
            var piece = writer.GetMemory((int)Math.Min(PieceSize, left));
            // What is read was mostly just written or is read in order: the operating system has it ready.
            var count = RandomAccess.Read(file, piece.Span[..(int)Math.Min(piece.Length, left)], at);
            if (count == 0) throw new IOException("A blob is shorter than it was.");
            writer.Advance(count);
            at += count;
            left -= count;
            if ((await writer.FlushAsync(aborted)).IsCompleted) return;
        }
    }
}
