using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>
/// Sends a client to where it was sent before: to the same target of a group (cookies AWSALB or AWSALBAPP) and to the same group of several
/// (AWSALBTG). Every answer renews the cookies.
/// </summary>
internal sealed class Stickiness(CookieVault vault)
{
    private const string ForTarget = "AWSALB";
    private const string ForApplication = "AWSALBAPP-0";
    private const string ForGroup = "AWSALBTG";
    private const string Removed = "_remove_";

    /// <summary>Of the cookie of an application: its own end is not configurable.</summary>
    private static readonly TimeSpan ApplicationCookieLasts = TimeSpan.FromDays(7);

    private string? _groupArn;
    private TimeSpan _groupFor;
    private bool _wasBound;

    /// <summary>True when the client came with no cookie that still says where to send it.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The ARN of the group that the client has to be sent to, or null.</summary>
    public string? GroupFor(AlbRequest request, GroupForward forward, TimeSpan lasts)
    {
        _groupFor = lasts;
        return vault.Open(Cookie(request, ForGroup), request.Received) is { } arn && forward.Keeps(arn) ? arn : null;
    }

    public void Chose(LiveGroup group) => _groupArn = _groupFor > TimeSpan.Zero ? group.Arn : null;

    /// <summary>The key of the target that the client has to be sent to, or null.</summary>
    public string? TargetFor(AlbRequest request, TargetGroupSettings settings)
    {
        var isApplications = settings.Stickiness is { Type: "app_cookie" };
        var found = vault.Open(Cookie(request, isApplications ? ForApplication : ForTarget), request.Received);
        // Both cookies of an application have to come back.
        if (isApplications && Cookie(request, settings.Stickiness!.CookieName ?? "") is null) found = null;
        _wasBound = found is not null;
        return found;
    }

    public void Chose(LiveTarget target, string? wanted) => IsNew = target.Target.Key != wanted;

    /// <summary>Adds the cookies to the target's answer.</summary>
    public void Apply(AlbRequest request)
    {
        var headers = request.Http.Response.Headers;
        if (_groupArn is not null) Set(request, headers, ForGroup, "AWSALBTGCORS", vault.Seal(_groupArn, request.Received + _groupFor), request.Received + _groupFor);
        if (request.Group!.Snapshot.Settings.Stickiness is not { } settings) return;
        var lasts = settings.Duration ?? TimeSpan.Zero;
        var target = request.LiveTarget!.Target.Key;
        if (settings.Type == "lb_cookie")
        {
            var until = request.Received + lasts;
            Set(request, headers, ForTarget, "AWSALBCORS", vault.Seal(target, until), until);
        }
        else if (settings.Type == "app_cookie" && (_wasBound || Sets(headers.SetCookie, settings.CookieName)))
        {
            var expires = request.Received + ApplicationCookieLasts;
            Append(headers, $"{ForApplication}={vault.Seal(target, request.Received + lasts)}; Expires={expires:R}; Path=/");
            for (var i = 1; i <= 3; i++) Append(headers, $"AWSALBAPP-{i}={Removed}; Expires={expires:R}; Path=/");
        }
    }

    private static void Set(AlbRequest request, IHeaderDictionary headers, string name, string forOtherSites, string value, DateTimeOffset until)
    {
        Append(headers, $"{name}={value}; Expires={until:R}; Path=/");
        Append(headers, $"{forOtherSites}={value}; Expires={until:R}; Path=/; SameSite=None{(request.Scheme == "https" ? "; Secure" : "")}");
    }

    private static void Append(IHeaderDictionary headers, string cookie) => headers.SetCookie = StringValues.Concat(headers.SetCookie, cookie);

    private static bool Sets(StringValues cookies, string? name)
    {
        foreach (var cookie in cookies)
            if (name is not null && cookie is not null && cookie.Length > name.Length && cookie[name.Length] == '=' && cookie.StartsWith(name, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The value as it came: these cookies are not decoded.</summary>
    private static string? Cookie(AlbRequest request, string name)
    {
        foreach (var line in request.Http.Request.Headers.Cookie)
        {
            var cookies = line.AsSpan();
            foreach (var range in cookies.Split(';'))
            {
                var cookie = cookies[range].Trim();
                if (cookie.Length > name.Length && cookie[name.Length] == '=' && cookie.StartsWith(name, StringComparison.Ordinal)) return cookie[(name.Length + 1)..].ToString();
            }
        }
        return null;
    }
}
