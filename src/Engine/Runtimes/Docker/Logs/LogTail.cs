using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Logging;

namespace Workbook.Engine.Runtimes.Docker.Logs;

/// <summary>
/// Follows what a container prints until it has ended and all of it is read. It begins after the newest line that the store
/// has, so that neither a restart of this engine nor one of Docker loses or repeats lines.
/// </summary>
internal sealed class LogTail(LogStore store, TimeProvider time)
{
    private const int PieceSize = 32 * 1024;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(250);

    /// <summary>Follows a container that uses the driver <c>awslogs</c>; does nothing for others.</summary>
    public async Task FollowAsync(DockerContainer container, CancellationToken cancellation)
    {
        if (AwsLogs.StreamOf(container.Container, container.Id) is not { } stream) return;
        // A container that runs from before may be the only one that knows of its stream.
        store.Prepare(stream);
        // A container that restarts goes on in the stream of its task; its own lines begin after what is there.
        var place = new Place { Newest = store.NewestIn(stream), Multiline = MultilineEvents.StartOf(container.Container.Definition.LogConfiguration!) is { } start ? new(start) : null };
        try
        {
            await FollowAsync(container, stream, place, cancellation);
        }
        finally
        {
            if (place.Multiline?.End() is { } last) await store.AppendAsync(stream, last, CancellationToken.None);
        }
    }

    private async Task FollowAsync(DockerContainer container, LogStreamName stream, Place place, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ReadAsync(container, stream, place, follow: true, cancellation);
                var state = (await container.Host.AskAsync((docker, stop) => docker.Containers.InspectContainerAsync(container.Id, stop), cancellation)).State!;
                if (!state.Running)
                {
                    // Docker may end what is followed before the last lines; it has them all once the container has stopped.
                    await ReadAsync(container, stream, place, follow: false, cancellation);
                    return;
                }
            }
            catch (DockerApiException)
            {
                // It is removed, or Docker cannot read its log any more.
                return;
            }
            catch (Exception error) when (DockerErrors.IsUnreachable(error))
            {
                // Docker is gone for a while; what was printed is still there when it comes back.
            }
            await Task.Delay(BetweenAttempts, time, cancellation);
        }
    }

    private async Task ReadAsync(DockerContainer container, LogStreamName stream, Place place, bool follow, CancellationToken cancellation)
    {
        var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = follow, Timestamps = true, Since = place.Newest is { } since ? Seconds(since) : null };
        using var output = await container.Host.Client.Containers.GetContainerLogsAsync(container.Id, parameters, cancellation);
        var lines = new Dictionary<MultiplexedStream.TargetStream, LogLines>();
        var buffer = new byte[PieceSize];
        var after = place.Newest;
        while (true)
        {
            var reading = output.ReadOutputAsync(buffer, 0, buffer.Length, cancellation);
            if (place.Multiline is { IsOpen: true } open && await Task.WhenAny(reading, Task.Delay(MultilineEvents.Patience, time, cancellation)) != reading)
                await store.AppendAsync(stream, open.End()!, cancellation);
            var read = await reading;
            if (read.EOF) break;
            if (!lines.TryGetValue(read.Target, out var begun)) lines[read.Target] = begun = new();
            foreach (var line in begun.Take(buffer.AsMemory(0, read.Count))) await KeepAsync(line);
        }
        foreach (var begun in lines.Values)
        {
            if (begun.End() is { } line) await KeepAsync(line);
        }

        async ValueTask KeepAsync(LogEvent line)
        {
            if (line.At <= after) return;
            if ((place.Multiline is { } events ? events.Take(line) : line) is { } whole) await store.AppendAsync(stream, whole, cancellation);
            if (place.Newest is null || line.At > place.Newest) place.Newest = line.At;
        }
    }

    /// <summary>How far a stream has been read: it outlives a read that breaks off when Docker goes away, so that no line comes twice.</summary>
    private sealed class Place
    {
        public DateTimeOffset? Newest { get; set; }

        /// <summary>Null where each line is an event.</summary>
        public MultilineEvents? Multiline { get; init; }
    }

    // 1767225600.123456700, as Docker takes moments
    private static string Seconds(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.{at.Ticks % TimeSpan.TicksPerSecond * 100:000000000}");
}
