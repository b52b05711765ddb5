using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Live;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Shapes.Elbv2;
using Yarp.ReverseProxy.Forwarder;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>What an Application Load Balancer does with a request.</summary>
internal sealed class AlbPipeline(IHttpForwarder forwarder, TimeProvider clock, TimeProvider machine, CookieVault vault)
{
    /// <param name="request">Has begun.</param>
    /// <param name="live">The listener that it is for.</param>
    /// <param name="listener">The same as it is now.</param>
    public async Task HandleAsync(AlbRequest request, LiveListener live, ListenerSnapshot listener)
    {
        request.Enter(listener, clock.GetUtcNow());
        request.Machine = machine;
        var began = machine.GetTimestamp();
        try
        {
            if (HeaderInspection.Refusal(request) is var code and not 0)
            {
                if (code is 400 or 405) request.Http.Response.Headers.Connection = request.Http.Request.Protocol == "HTTP/1.1" ? "close" : default;
                await ElbAnswer.Of(code).WriteAsync(request.Http);
                return;
            }
            var rule = request.Rule = listener.Rules.Match(request);
            switch (rule.Action)
            {
                case GroupForward forward:
                    await ForwardAsync(request, live, rule, forward);
                    break;
                case Redirect redirect:
                    await OwnAnswers.RedirectAsync(request, redirect);
                    break;
                case FixedResponse response:
                    await OwnAnswers.FixedAsync(request, response);
                    break;
                default:
                    throw new UnreachableException($"Nothing is known of {rule.Action}.");
            }
        }
        finally
        {
            RequestRecord.Write(request, machine, began, clock);
        }
    }

    private async Task ForwardAsync(AlbRequest request, LiveListener live, RoutedRule rule, GroupForward forward)
    {
        var listener = request.Listener;
        if (ChooseGroup(request, forward) is not { } group)
        {
            await ElbAnswer.Of(503).WriteAsync(request.Http);
            return;
        }
        var entered = Enter(request, group);
        // All targets of the group left together with the traffic that was moved elsewhere: what the rule says now counts.
        if (entered is null && live.Snapshot is { } newer && !ReferenceEquals(newer, listener) && newer.Rules.Match(request) is { Action: GroupForward moved } next)
        {
            request.Move(newer);
            (listener, rule, request.Rule) = (newer, next, next);
            if (ChooseGroup(request, moved) is { } other) entered = Enter(request, group = other);
        }
        if (entered is not { } target)
        {
            await ElbAnswer.Of(503).WriteAsync(request.Http);
            return;
        }
        try
        {
            var snapshot = group.Snapshot;
            if (IsIncompatible(request, snapshot))
            {
                await ElbAnswer.Of(464).WriteAsync(request.Http);
                return;
            }
            Rewrite(request, rule);
            request.TraceHeader = request.NewTrace();
            request.SentAt = machine.GetTimestamp();
            var config = snapshot.Version.Major == 2 ? listener.Http2 : listener.Http1;
            var error = await forwarder.SendAsync(request.Http, target.Origin, target.Invoker, config, request, target.Cut);
            if (error == ForwarderError.Request && FailureCode.MayBeOld(request))
            {
                request.Http.Response.Clear();
                error = await forwarder.SendAsync(request.Http, target.Origin, target.Invoker, config, request, target.Cut);
            }
            if (error != ForwarderError.None) await FailAsync(request, error);
        }
        finally
        {
            target.Leave();
        }
    }

    private LiveGroup? ChooseGroup(AlbRequest request, GroupForward forward)
    {
        string? arn = null;
        if (forward.StickyFor is { } lasts)
        {
            request.Stickiness = new(vault);
            arn = request.Stickiness.GroupFor(request, forward, lasts);
        }
        arn ??= forward.Choose(forward.Groups.Count == 1 ? 0 : request.Unit());
        if (arn is null || !request.Listener.Groups.TryGetValue(arn, out var group)) return null;
        request.Stickiness?.Chose(group);
        request.Group = group;
        return group;
    }

    /// <summary>Chooses a target and counts the request for it. One that began to drain in the same instant is left again.</summary>
    private LiveTarget? Enter(AlbRequest request, LiveGroup group)
    {
        while (true)
        {
            var snapshot = group.Snapshot;
            string? sticky = null;
            if (snapshot.Settings.Stickiness is not null) sticky = (request.Stickiness ??= new(vault)).TargetFor(request, snapshot.Settings);
            if (group.Choose(snapshot, sticky, request.Node, request.Received, request.Unit()) is not { } target) return null;
            target.Enter();
            if (target.Target.State == TargetHealthStateEnum.Draining && !ReferenceEquals(group.Snapshot, snapshot))
            {
                target.Leave();
                continue;
            }
            request.LiveTarget = target;
            request.Stickiness?.Chose(target, sticky);
            return target;
        }
    }

    /// <summary>The protocol versions of targets that clients cannot talk to.</summary>
    private static bool IsIncompatible(AlbRequest request, GroupSnapshot group)
    {
        var isHttp2 = HttpProtocol.IsHttp2(request.Http.Request.Protocol);
        if (group.Version.Major == 2) return !isHttp2 || (group.IsGrpc && request.Method != "POST");
        return isHttp2 && request.Http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
    }

    private static void Rewrite(AlbRequest request, RoutedRule rule)
    {
        if (rule.Rewrites is not { } rewrites) return;
        if (rewrites.Host(request.Authority) is var host && host != request.Authority) request.RewrittenHost = host;
        if (rewrites.Url(request.Target) is var target && target != request.Target) request.RewrittenTarget = target;
    }

    /// <summary>Answers in the target's place, unless the client has got a part of the target's answer: then the connection is cut.</summary>
    private static async Task FailAsync(AlbRequest request, ForwarderError error)
    {
        var http = request.Http;
        if (http.Response.HasStarted) return;
        var exception = http.Features.Get<IForwarderErrorFeature>()?.Exception;
        var code = FailureCode.Of(error, exception, request);
        http.Response.Clear();
        if (code == 408) http.Response.Headers.Connection = "close";
        await ElbAnswer.Of(code).WriteAsync(http);
    }
}
