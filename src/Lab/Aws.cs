using Amazon;
using Amazon.ApplicationAutoScaling;
using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Workbook;

/// <summary>
/// The AWS that this process talks to: the workbook's own, or whatever <c>AWS_ENDPOINT_URL</c> names.
/// <code>
/// var aws = await Aws.ConnectAsync();
/// var clusters = await aws.Ecs.ListClustersAsync(new());
/// </code>
/// The clients are the official ones of the AWS SDK for .NET; this class only gives them their endpoint, region and keys, when each is first used.
/// </summary>
public sealed class Aws : IDisposable
{
    /// <summary>Where <c>workbook start</c> listens.</summary>
    public const string DefaultEndpoint = "http://127.0.0.1:4566";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<IDisposable> _used = [];
    private readonly Lazy<IAmazonECS> _ecs;
    private readonly Lazy<IAmazonECR> _ecr;
    private readonly Lazy<IAmazonElasticLoadBalancingV2> _loadBalancing;
    private readonly Lazy<IAmazonCloudWatch> _cloudWatch;
    private readonly Lazy<IAmazonCloudWatchLogs> _logs;
    private readonly Lazy<IAmazonApplicationAutoScaling> _scaling;
    private readonly Lazy<IAmazonAutoScaling> _autoScaling;
    private readonly Lazy<IAmazonEC2> _ec2;

    private Aws(Uri endpoint, string region)
    {
        Endpoint = endpoint;
        Region = region;
        Workbook = new(endpoint, region, Http);
        _ecs = Client<IAmazonECS, AmazonECSConfig>((keys, config) => new AmazonECSClient(keys, config));
        _ecr = Client<IAmazonECR, AmazonECRConfig>((keys, config) => new AmazonECRClient(keys, config));
        _loadBalancing = Client<IAmazonElasticLoadBalancingV2, AmazonElasticLoadBalancingV2Config>((keys, config) => new AmazonElasticLoadBalancingV2Client(keys, config));
        _cloudWatch = Client<IAmazonCloudWatch, AmazonCloudWatchConfig>((keys, config) => new AmazonCloudWatchClient(keys, config));
        _logs = Client<IAmazonCloudWatchLogs, AmazonCloudWatchLogsConfig>((keys, config) => new AmazonCloudWatchLogsClient(keys, config));
        _scaling = Client<IAmazonApplicationAutoScaling, AmazonApplicationAutoScalingConfig>((keys, config) => new AmazonApplicationAutoScalingClient(keys, config));
        _autoScaling = Client<IAmazonAutoScaling, AmazonAutoScalingConfig>((keys, config) => new AmazonAutoScalingClient(keys, config));
        _ec2 = Client<IAmazonEC2, AmazonEC2Config>((keys, config) => new AmazonEC2Client(keys, config));
    }

    /// <summary>The address that answers, such as <c>http://127.0.0.1:4566/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Such as <c>us-east-1</c>. Each region is a separate world.</summary>
    public string Region { get; }

    /// <summary>Amazon ECS: clusters, task definitions, tasks, services (https://docs.aws.amazon.com/AmazonECS/latest/APIReference).</summary>
    public IAmazonECS Ecs => _ecs.Value;

    /// <summary>Amazon ECR: repositories and the images in them (https://docs.aws.amazon.com/AmazonECR/latest/APIReference).</summary>
    public IAmazonECR Ecr => _ecr.Value;

    /// <summary>Elastic Load Balancing: load balancers, listeners, rules, target groups (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference).</summary>
    public IAmazonElasticLoadBalancingV2 LoadBalancing => _loadBalancing.Value;

    /// <summary>Amazon CloudWatch: metrics and alarms (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference).</summary>
    public IAmazonCloudWatch CloudWatch => _cloudWatch.Value;

    /// <summary>Amazon CloudWatch Logs: what containers print (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference).</summary>
    public IAmazonCloudWatchLogs Logs => _logs.Value;

    /// <summary>Application Auto Scaling: how many tasks a service has (https://docs.aws.amazon.com/autoscaling/application/APIReference).</summary>
    public IAmazonApplicationAutoScaling Scaling => _scaling.Value;

    /// <summary>Amazon EC2 Auto Scaling: how many machines a group has (https://docs.aws.amazon.com/autoscaling/ec2/APIReference).</summary>
    public IAmazonAutoScaling AutoScaling => _autoScaling.Value;

    /// <summary>Amazon EC2: machines, and the network that tasks are in (https://docs.aws.amazon.com/AWSEC2/latest/APIReference).</summary>
    public IAmazonEC2 Ec2 => _ec2.Value;

    /// <summary>For requests to load balancers: finds names such as <c>web.us-east-1.elb.localhost</c> on this machine.</summary>
    public HttpClient Http { get; } = LocalhostNames.CreateClient();

    /// <summary>What only a workbook has and AWS has not: a clock that can be moved, loads, faults, explanations.</summary>
    public WorkbookControls Workbook { get; }

    /// <summary>
    /// Connects to <c>AWS_ENDPOINT_URL</c> (default: <see cref="DefaultEndpoint"/>) in <c>AWS_REGION</c> (default: us-east-1),
    /// and checks that somebody answers there. An address under amazonaws.com, such as <c>https://ecs.eu-west-1.amazonaws.com</c>, is AWS itself,
    /// where each service has its own.
    /// </summary>
    /// <exception cref="EndpointUnreachableException">Nobody does; the message says what to type.</exception>
    public static Task<Aws> ConnectAsync(CancellationToken cancellation = default)
    {
        var address = Variable("AWS_ENDPOINT_URL") ?? DefaultEndpoint;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new EndpointUnreachableException($"AWS_ENDPOINT_URL is '{address}', which is not an address. Use one such as {DefaultEndpoint}.");
        return ConnectAsync(endpoint, null, cancellation);
    }

    /// <summary>Connects to an endpoint of one's choice.</summary>
    /// <param name="endpoint">Such as <c>http://127.0.0.1:4566</c>.</param>
    /// <param name="region">Such as <c>eu-west-1</c>; <c>AWS_REGION</c> unless given, else us-east-1.</param>
    /// <param name="cancellation">Ends the trying.</param>
    /// <exception cref="EndpointUnreachableException">Nobody answers there; the message says what to type.</exception>
    public static async Task<Aws> ConnectAsync(Uri endpoint, string? region, CancellationToken cancellation = default)
    {
        await CheckAsync(endpoint, cancellation);
        return new(endpoint, region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1");
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        foreach (var client in _used) client.Dispose();
        Http.Dispose();
    }

    /// <summary>Says where it is connected to.</summary>
    public override string ToString() => $"AWS at {Endpoint} ({Region})";

    private bool IsAwsItself => Endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    private Lazy<TClient> Client<TClient, TConfig>(Func<AWSCredentials, TConfig, TClient> create)
        where TClient : IDisposable
        where TConfig : ClientConfig, new() => new(() =>
        {
            var config = new TConfig();
            if (IsAwsItself) (config.RegionEndpoint, config.IgnoreConfiguredEndpointUrls) = (RegionEndpoint.GetBySystemName(Region), true);
            else (config.ServiceURL, config.AuthenticationRegion) = (Endpoint.ToString(), Region);
            var client = create(Keys(config), config);
            lock (_used) _used.Add(client);
            return client;
        });

    // Without keys of its own the SDK would look for them on the network, and an endpoint on this machine takes any.
    private AWSCredentials Keys(ClientConfig config) => Endpoint.IsLoopback && Variable("AWS_ACCESS_KEY_ID") is null
        ? new BasicAWSCredentials("test", "test")
        : DefaultAWSCredentialsIdentityResolver.GetCredentials(config);

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
