using Microsoft.AspNetCore.Http;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Metrics;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Counts a request that has ended, and writes it into the access log.</summary>
internal static class RequestRecord
{
    public static void Write(AlbRequest request, TimeProvider machine, long began, TimeProvider clock)
    {
        var status = request.Http.Response.StatusCode;
        // Of the minute in which it ends: the one in which it came may have been told already.
        var ended = clock.GetUtcNow();
        var balancer = request.Listener.Metrics.At(ended);
        if (request.Connection is { IsCounted: false } connection)
        {
            connection.IsCounted = true;
            balancer.Add(Metric.NewConnectionCount);
        }
        if (request.Desync != Desync.Compliant) balancer.Add(Metric.DesyncMitigationMode_NonCompliant_Request_Count);
        balancer.Add(Metric.ProcessedBytes, Bytes(request));
        if (request.TargetStatus != 0) CountTarget(request, balancer, machine, ended);
        else CountOwn(request, balancer, status, ended);
        request.Listener.Log?.Add(request, status, machine, began, ended);
    }

    private static void CountTarget(AlbRequest request, MinuteCounts balancer, TimeProvider machine, DateTimeOffset ended)
    {
        var code = ClassOf(request.TargetStatus, Metric.HTTPCode_Target_2XX_Count, 2);
        var time = machine.GetElapsedTime(request.SentAt, request.AnsweredAt);
        Count(balancer);
        Count(request.Group!.Metrics.At(ended));
        Count(request.LiveTarget!.Metrics.At(ended));

        void Count(MinuteCounts counts)
        {
            counts.Add(Metric.RequestCount);
            if (code is { } metric) counts.Add(metric);
            if (request.Group!.Snapshot.IsGrpc) counts.Add(Metric.GrpcRequestCount);
            if (request.Stickiness?.IsNew == true) counts.Add(Metric.NonStickyRequestCount);
            counts.TargetResponseTime.Add(time);
        }
    }

    private static void CountOwn(AlbRequest request, MinuteCounts balancer, int status, DateTimeOffset ended)
    {
        if (request.Rule?.Action is FixedResponse) balancer.Add(Metric.HTTP_Fixed_Response_Count);
        else if (request.RedirectedTo is not null) balancer.Add(Metric.HTTP_Redirect_Count);
        if (ClassOf(status, Metric.HTTPCode_ELB_3XX_Count, 3) is { } metric && request.Rule?.Action is not FixedResponse) balancer.Add(metric);
        if (status switch { 500 => Metric.HTTPCode_ELB_500_Count, 502 => Metric.HTTPCode_ELB_502_Count, 503 => Metric.HTTPCode_ELB_503_Count, 504 => Metric.HTTPCode_ELB_504_Count, _ => (Metric?)null } is { } exact)
            balancer.Add(exact);
        // Requests are counted for which a target was chosen.
        if (request.LiveTarget is not { } target) return;
        balancer.Add(Metric.RequestCount);
        request.Group!.Metrics.At(ended).Add(Metric.RequestCount);
        target.Metrics.At(ended).Add(Metric.RequestCount);
    }

    /// <summary>The metrics of the classes of codes follow each other: 2XX, 3XX, 4XX, 5XX.</summary>
    private static Metric? ClassOf(int status, Metric first, int firstClass) => status / 100 is var hundred && hundred >= firstClass && hundred <= 5 ? first + hundred - firstClass : null;

    /// <summary>The bodies, where their length was told, and the request line.</summary>
    private static long Bytes(AlbRequest request) =>
        request.Method.Length + request.Target.Length + (request.Http.Request.ContentLength ?? 0) + (request.Http.Response.ContentLength ?? 0);
}
