using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Http;

namespace Workbook.Server.LoadBalancing.AccessLogs;

/// <summary>
/// The access log of a load balancer, as files that look like the objects which AWS puts into a bucket. Of requests that come faster than the disk
/// takes their lines the log leaves some out, as AWS's does: it is best effort.
/// </summary>
internal sealed class AccessLog
{
    private const int MostWaiting = 16 * 1024;

    private readonly Channel<(string? Line, TaskCompletionSource? Flushed)> _lines =
        Channel.CreateBounded<(string?, TaskCompletionSource?)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly string? _root;
    private readonly AccountRegion _scope;
    private readonly string _balancerKey;
    private readonly TimeProvider _clock;
    private readonly Task _writing;

    /// <param name="root">The folder that stands for all buckets; null: the lines are dropped.</param>
    public AccessLog(string? root, AccountRegion scope, string balancerKey, LoadBalancerSettings settings, TimeProvider clock)
    {
        (_scope, _balancerKey, _clock, Bucket, Prefix) = (scope, balancerKey, clock, settings.AccessLogBucket!, settings.AccessLogPrefix);
        _root = root is null ? null : Path.Combine([root, .. Safe(Bucket), .. Safe(Prefix), "AWSLogs", scope.Account]);
        _writing = _root is null ? Task.CompletedTask : Task.Run(WriteAsync);
    }

    public string Bucket { get; }

    public string Prefix { get; }

    /// <summary>What to tell of it; null when all is well.</summary>
    public string? Note => _root is null ? "Access logs are dropped: there is no data folder to keep them in (start with --data)." : Failure;

    /// <summary>Why the disk did not take it; null as long as it did.</summary>
    public string? Failure { get; private set; }

    public void Add(AlbRequest request, int status, TimeProvider machine, long began, DateTimeOffset now)
    {
        if (_root is not null) _lines.Writer.TryWrite((AccessLogLine.Of(request, status, machine, began, machine.GetTimestamp(), now), null));
    }

    /// <summary>Ends the file that is being written, so that it can be seen.</summary>
    public async Task FlushAsync()
    {
        if (_root is null) return;
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _lines.Writer.WriteAsync((null, flushed));
        await flushed.Task;
    }

    public async Task CloseAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        AccessLogFile? file = null;
        try
        {
            // What AWS puts there when the log is enabled.
            Directory.CreateDirectory(_root!);
            await File.WriteAllTextAsync(Path.Combine(_root!, "ELBAccessLogTestFile"), $"Enable AccessLog for ELB: {_balancerKey.Split('/')[1]} at {_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = $"Access logs cannot be written: {error.Message}";
        }
        await foreach (var (line, flushed) in _lines.Reader.ReadAllAsync())
        {
            try
            {
                if (line is not null)
                {
                    file ??= AccessLogFile.Open(_root!);
                    file.Write(line);
                }
                else
                {
                    file?.Publish(NextPath());
                    file = null;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Failure = $"Access logs cannot be written: {error.Message}";
                file = null;
            }
            flushed?.TrySetResult();
        }
        file?.Publish(NextPath());
    }

    private string NextPath()
    {
        var now = _clock.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{_scope.Account}_elasticloadbalancing_{_scope.Region}_{_balancerKey.Replace('/', '.')}_{now:yyyyMMdd'T'HHmm'Z'}_127.0.0.1_{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8)}.log.gz");
        return Path.Combine(_root!, "elasticloadbalancing", _scope.Region, now.ToString("yyyy", CultureInfo.InvariantCulture), now.ToString("MM", CultureInfo.InvariantCulture), now.ToString("dd", CultureInfo.InvariantCulture), name);
    }

    /// <summary>A bucket's name and a prefix become folders, and lead nowhere else.</summary>
    private static IEnumerable<string> Safe(string path) =>
        path.Split('/', '\\').Where(each => each.Length > 0 && each is not ("." or "..")).Select(each => string.Concat(each.Select(character => Path.GetInvalidFileNameChars().Contains(character) ? '_' : character)));
}
