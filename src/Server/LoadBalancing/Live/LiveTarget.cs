using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Metrics;

namespace Workbook.Server.LoadBalancing.Live;

/// <summary>A target with its connections. It lives from its registration until its last request has ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It is closed when its last request has ended; the token source has no timer.")]
internal sealed class LiveTarget : IOutstanding
{
    /// <summary>What Elastic Load Balancing gives a connection to be established and to shake hands.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly AccountRegion _scope;
    private readonly TargetConnections _connections;
    private readonly MetricSeries _group;
    private readonly CancellationTokenSource _cut = new();
    private int _outstanding;
    private HttpMessageInvoker? _invoker;
    private bool _gone;

    public LiveTarget(AccountRegion scope, ElbTarget target, bool isTls, TargetConnections connections, MetricSeries group)
    {
        _scope = scope;
        _connections = connections;
        _group = group;
        Target = target;
        var host = target.Id.Contains(':', StringComparison.Ordinal) ? $"[{target.Id}]" : target.Id;
        Origin = $"{(isTls ? "https" : "http")}://{host}:{target.Port}";
        Address = $"{host}:{target.Port}";
    }

    /// <summary>As the World has it; of an earlier moment.</summary>
    public ElbTarget Target { get; set; }

    /// <summary>Such as <c>http://10.0.1.5:80</c>.</summary>
    public string Origin { get; }

    /// <summary>As access logs have it.</summary>
    public string Address { get; }

    public MetricSeries Metrics { get; } = new(MetricSeries.MinutesOfTarget);

    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Cancelled when the requests under way have to end.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Called when the last request under way has ended.</summary>
    public Action? Idle { get; set; }

    public HttpMessageInvoker Invoker => Volatile.Read(ref _invoker) ?? NewInvoker();

    public void Enter() => Interlocked.Increment(ref _outstanding);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _outstanding) != 0) return;
        if (Volatile.Read(ref _gone)) Close();
        Idle?.Invoke();
    }

    /// <summary>It gets no more requests: those under way end, idle connections are closed.</summary>
    /// <param name="cutting">True: those under way end now.</param>
    public void Forget(bool cutting)
    {
        Volatile.Write(ref _gone, true);
        if (cutting) _cut.Cancel();
        if (Outstanding == 0) Close();
    }

    private void Close() => Interlocked.Exchange(ref _invoker, null)?.Dispose();

    private HttpMessageInvoker NewInvoker()
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = ConnectTimeout,
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            SslOptions = TargetTls.Options(isHttp2: false),
            ConnectCallback = (_, cancellation) => ConnectAsync(cancellation),
        };
        var made = new HttpMessageInvoker(handler);
        if (Interlocked.CompareExchange(ref _invoker, made, null) is not { } first) return made;
        made.Dispose();
        return first;
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        _group.Count(Metric.NewConnectionCount);
        try
        {
            return await _connections.OpenAsync(_scope, Target, cancellation);
        }
        catch (Exception error) when (error is not UnreachableException)
        {
            _group.Count(Metric.TargetConnectionErrorCount);
            throw;
        }
    }
}
