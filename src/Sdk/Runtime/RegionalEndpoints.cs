using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Workbook.Sdk.Runtime;

/// <summary>Where a regional service is: at the configured address, else at <c>https://{prefix}.{region}.{the partition's domain}</c>.</summary>
internal sealed class RegionalEndpoints(string prefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var (fips, dualStack) = (parameters["UseFIPS"] is true, parameters["UseDualStack"] is true);
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            if (fips || dualStack) throw new AmazonClientException("A configured endpoint cannot be combined with FIPS or dual-stack endpoints.");
            return new(configured);
        }
        if (parameters["Region"] is not string { Length: > 0 } region)
            throw new AmazonClientException("No endpoint can be found: neither a region nor a service URL is configured.");
        var partition = Fn.Partition(region);
        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
            throw new AmazonClientException($"The partition {partition.name} does not have the FIPS or dual-stack endpoints that are asked for.");
        return new($"https://{prefix}{(fips ? "-fips" : "")}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}

/// <summary>The step of the pipeline that gives a request its endpoint.</summary>
internal sealed class EndpointStep : BaseEndpointResolver
{
    /// <summary>The endpoint that a request would be sent to.</summary>
    public static Endpoint For(ClientConfig config, ServiceOperationEndpointParameters parameters) =>
        new EndpointStep().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(
            new RequestContext(false)
            {
                ClientConfig = config,
                OriginalRequest = parameters.Request,
                Request = new DefaultRequest(parameters.Request, config.ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },
            },
            null));

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new EndpointParameters
        {
            ["Region"] = requestContext.Request.AlternateEndpoint?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOfUrl(config),
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    private static string? RegionOfUrl(IClientConfig config) => config switch
    {
        { ServiceURL: null or "" } => null,
        { AuthenticationRegion: { Length: > 0 } region } => region,
        _ => RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName,
    };
}

/// <summary>The step of the pipeline that chooses Signature Version 4.</summary>
internal sealed class SignatureStep : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}

/// <summary>What the pipeline knows of the service.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
