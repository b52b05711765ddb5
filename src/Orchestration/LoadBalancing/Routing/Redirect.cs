using System.Globalization;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Sends the client to another URL. What is not given stays as the client sent it.</summary>
/// <param name="StatusCode">301 or 302.</param>
public sealed record Redirect(int StatusCode) : RoutedAction
{
    private string Protocol { get; init; } = "#{protocol}";
    private string Host { get; init; } = "#{host}";
    private string Port { get; init; } = "#{port}";
    private string Path { get; init; } = "/#{path}";
    private string Query { get; init; } = "#{query}";

    internal static Redirect Of(RedirectActionConfig config) => new(config.StatusCode == RedirectActionStatusCodeEnum.Http301 ? 301 : 302)
    {
        Protocol = config.Protocol ?? "#{protocol}",
        Host = config.Host ?? "#{host}",
        Port = config.Port ?? "#{port}",
        Path = config.Path ?? "/#{path}",
        Query = config.Query ?? "#{query}",
    };

    /// <summary>The Location: always with its port, as Elastic Load Balancing writes it, such as <c>https://example.com:443/img/a.png?size=1</c>.</summary>
    public string LocationFor(IRoutedRequest request)
    {
        // #{path} is without the leading slash: "/new/#{path}" and /a/b → /new/a/b
        var path = Fill(Path, request);
        var query = Fill(Query, request);
        return $"{Fill(Protocol, request).ToLowerInvariant()}://{Fill(Host, request)}:{Fill(Port, request)}{path}{(query.Length == 0 ? "" : "?")}{query}";
    }

    private static string Fill(string text, IRoutedRequest request) => !text.Contains("#{", StringComparison.Ordinal) ? text : text
        .Replace("#{protocol}", request.Scheme, StringComparison.Ordinal)
        .Replace("#{host}", request.Host, StringComparison.Ordinal)
        .Replace("#{port}", request.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("#{path}", request.Path[1..], StringComparison.Ordinal)
        .Replace("#{query}", request.Query, StringComparison.Ordinal);
}
