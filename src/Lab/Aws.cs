using Amazon.ECS;
using Amazon.Runtime;

namespace Workbook;

/// <summary>
/// The AWS that this process talks to: the workbook's own, or whatever <c>AWS_ENDPOINT_URL</c> names.
/// <code>
/// var aws = await Aws.ConnectAsync();
/// var clusters = await aws.Ecs.ListClustersAsync(new());
/// </code>
/// The clients are the official ones of the AWS SDK for .NET; this class only gives them their endpoint, region and keys.
/// </summary>
public sealed class Aws : IDisposable
{
    /// <summary>Where <c>workbook start</c> listens.</summary>
    public const string DefaultEndpoint = "http://127.0.0.1:4566";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Aws(Uri endpoint, string region)
    {
        Endpoint = endpoint;
        Region = region;
        var config = new AmazonECSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = region };
        // Without keys of its own the SDK would look for them on the network, and an endpoint on this machine takes any.
        Ecs = endpoint.IsLoopback && Variable("AWS_ACCESS_KEY_ID") is null
            ? new AmazonECSClient(new BasicAWSCredentials("test", "test"), config)
            : new AmazonECSClient(config);
    }

    /// <summary>The address that answers, such as <c>http://127.0.0.1:4566/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Such as <c>us-east-1</c>. Each region is a separate world.</summary>
    public string Region { get; }

    /// <summary>Amazon ECS (https://docs.aws.amazon.com/AmazonECS/latest/APIReference).</summary>
    public IAmazonECS Ecs { get; }

    /// <summary>For requests to load balancers: finds names such as <c>web.us-east-1.elb.localhost</c> on this machine.</summary>
    public HttpClient Http { get; } = LocalhostNames.CreateClient();

    /// <summary>
    /// Connects to <c>AWS_ENDPOINT_URL</c> (default: <see cref="DefaultEndpoint"/>) in <c>AWS_REGION</c> (default: us-east-1),
    /// and checks that somebody answers there.
    /// </summary>
    /// <exception cref="EndpointUnreachableException">Nobody does; the message says what to type.</exception>
    public static async Task<Aws> ConnectAsync(CancellationToken cancellation = default)
    {
        var address = Variable("AWS_ENDPOINT_URL") ?? DefaultEndpoint;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new EndpointUnreachableException($"AWS_ENDPOINT_URL is '{address}', which is not an address. Use one such as {DefaultEndpoint}.");
        await CheckAsync(endpoint, cancellation);
        return new(endpoint, Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1");
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        Ecs.Dispose();
        Http.Dispose();
    }

    /// <summary>Says where it is connected to.</summary>
    public override string ToString() => $"AWS at {Endpoint} ({Region})";

    // The workbook answers this with 200, AWS and other emulators with an error: either way, somebody is there.
    private static async Task CheckAsync(Uri endpoint, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(endpoint, "/_workbook/health"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw EndpointUnreachableException.NobodyAnswers(endpoint, error);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
