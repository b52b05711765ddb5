using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Server.Tests.LoadBalancing.Traffic;

/// <summary>Constant load on a load balancer: as many requests at once as there are connections, one after the other on each.</summary>
internal sealed class TrafficLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, long> _answers = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _running;
    private long _count;

    public TrafficLoad(IPEndPoint address, string host, int connections) =>
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(new(address, host)))));

    /// <summary>Answered requests.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Requests that were cut or answered with anything but 200, in words.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>The first lines of answers, each with how often it came.</summary>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    /// <summary>Completes once that many more requests were answered.</summary>
    public async Task AnsweredAsync(long more)
    {
        var target = Count + more;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Count < target && await timer.WaitForNextTickAsync()) _end.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Sends no more requests; those under way are answered first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task SendAsync(TrafficClient client)
    {
        using (client)
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    var (status, body) = await client.GetAsync(CancellationToken.None);
                    if (status != 200) _failures.Enqueue($"{status}: {body}");
                    _answers.AddOrUpdate(body.Split('\n')[0], 1, (_, count) => count + 1);
                    Interlocked.Increment(ref _count);
                }
                catch (Exception error) when (error is IOException or SocketException)
                {
                    _failures.Enqueue(error.Message);
                    return;
                }
            }
        }
    }
}
