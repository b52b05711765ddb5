using Workbook.Orchestration.LoadBalancing.Routing;

namespace Workbook.Orchestration.Tests.Routing;

/// <summary>A request of which a test says only what matters to it.</summary>
internal sealed record SampleRequest : IRoutedRequest
{
    private readonly List<(string Name, string Value)> _headers = [];

    public SampleRequest(string url = "http://web.example.com/", string method = "GET", string source = "203.0.113.7", params (string Name, string Value)[] headers)
    {
        var uri = new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        (Method, Scheme, Host, Port, Path, Query) = (method, uri.Scheme, uri.Host, uri.Port, uri.AbsolutePath, uri.Query.TrimStart('?'));
        Source = SourceAddress.Parse(source)!.Value;
        _headers.AddRange([("Host", uri.Authority), .. headers]);
    }

    public string Method { get; }
    public string Scheme { get; }
    public string Host { get; init; }
    public int Port { get; }
    public string Path { get; }
    public string Query { get; }
    public SourceAddress Source { get; }

    public string? Header(string name, int index) => _headers.Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(each => each.Value).ElementAtOrDefault(index);
}
