using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Workbook.Server.Wire;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The largest AWS JSON body that is read of most operations, in bytes. AWS's own limits are lower (a task definition: 64 KiB).</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>
    /// The body, still in the server's own buffers: <c>BodyReader.AdvanceTo(body.End)</c> gives those back.
    /// </summary>
    /// <exception cref="Shapes.ApiException">413: larger than <paramref name="limit"/> bytes; what is left of it the server discards, for five seconds at most.</exception>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAsync(HttpContext http, int limit = Limit)
    {
        if (http.Request.ContentLength > limit) throw AwsErrors.TooLarge(limit);
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await ReadAsync(reader, http.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw AwsErrors.TooLarge(limit);
            }
            if (read.IsCompleted || read.IsCanceled) return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether the body is compressed with gzip, as clients do of larger bodies where the API allows it (PutMetricData).</summary>
    public static bool IsCompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="Shapes.ApiException">413: what comes out is larger than <paramref name="limit"/>. SerializationException: the body is no gzip.</exception>
    public static ReadOnlySequence<byte> Decompressed(in ReadOnlySequence<byte> body, int limit)
    {
        using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        var whole = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                if (whole.Length + read > limit) throw AwsErrors.TooLarge(limit);
                whole.Write(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            throw AwsErrors.Serialization("The request body is not valid gzip.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new(whole.GetBuffer(), 0, (int)whole.Length);
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (IOException lost) when (lost is not BadHttpRequestException)
        {
            // Nobody is there to read the answer, but it is the sender's doing and no fault to be logged.
            throw AwsErrors.Serialization("The connection was lost before the end of the request body.");
        }
    }
}
