using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Which code a client gets when a request could not be forwarded.</summary>
internal static class FailureCode
{
    public static int Of(ForwarderError error, Exception? exception, AlbRequest request)
    {
        if (request.LiveTarget!.Cut.IsCancellationRequested) return 502;
        if (request.Http.RequestAborted.IsCancellationRequested) return 460;
        if (Find<BadHttpRequestException>(exception) is { } bad) return bad.StatusCode is 408 ? 408 : 400;
        switch (error)
        {
            case ForwarderError.RequestTimedOut:
            case ForwarderError.UpgradeActivityTimeout:
                return 504;
            // The client's bytes did not come before the idle timeout, or were no proper chunks.
            case ForwarderError.RequestBodyCanceled:
                return 408;
            case ForwarderError.RequestBodyClient:
                return Find<OperationCanceledException>(exception) is not null ? 408 : 400;
            case ForwarderError.RequestCanceled:
                return 460;
            default:
                // A connection that was not established in time, against one that was refused.
                return Find<TimeoutException>(exception) is not null ? 504 : 502;
        }
    }

    /// <summary>
    /// True when the connection ended before anything came back, as one does that was kept and that the target closed in the same instant. What
    /// changes nothing is then asked once more; anything else might be done twice.
    /// </summary>
    public static bool MayBeOld(AlbRequest request) =>
        request.Method is "GET" or "HEAD" && !request.Http.Response.HasStarted && request.Http.Request.ContentLength is null && request.Http.Request.Headers.TransferEncoding.Count == 0
        && !request.Http.RequestAborted.IsCancellationRequested && !request.LiveTarget!.Cut.IsCancellationRequested
        && Find<IOException>(request.Http.Features.Get<IForwarderErrorFeature>()?.Exception) is not null;

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found) return found;
            if (exception is AggregateException many && many.InnerExceptions.Select(Find<T>).FirstOrDefault(each => each is not null) is { } inner) return inner;
        }
        return null;
    }
}
