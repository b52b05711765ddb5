using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Workbook.Cli.Commands;
using Workbook.Engine.Building;
using Workbook.Orchestration;

namespace Workbook.Cli.Building;

/// <summary>The registry behind the endpoint, asked through the ECR API.</summary>
internal sealed class EcrRegistry(Uri endpoint) : IPushTargets, IDisposable
{
    private AmazonECRClient? _client;

    public int? LocalPort => endpoint.IsLoopback ? endpoint.Port : null;

    public async Task<PushTarget> FindAsync(string repository, AccountRegion? home, CancellationToken cancellation)
    {
        var region = home?.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1";
        var client = _client ??= Connect(home, region);
        try
        {
            var data = (await client.GetAuthorizationTokenAsync(new(), cancellation)).AuthorizationData[0];
            var login = Encoding.UTF8.GetString(Convert.FromBase64String(data.AuthorizationToken)).Split(':', 2);
            return new(await UriOfAsync(client, repository, home, new Uri(data.ProxyEndpoint).Authority, cancellation), login[0], login[1]);
        }
        catch (RepositoryNotFoundException error)
        {
            throw new BuildException($"There is no repository {repository} in {region}, and a push does not make one. Make it with\n  aws ecr create-repository --repository-name {repository} --region {region} --endpoint-url {endpoint.ToString().TrimEnd('/')}", error);
        }
        catch (AmazonECRException error) when (error.StatusCode != 0)
        {
            throw new BuildException($"The registry at {endpoint} refuses: {error.Message}", error);
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException)
        {
            throw new BuildException($"To push an image takes a running workbook. {EndpointOption.NobodyAnswers(endpoint)}", error);
        }
    }

    public void Dispose() => _client?.Dispose();

    private static async Task<string> UriOfAsync(AmazonECRClient client, string repository, AccountRegion? home, string registry, CancellationToken cancellation)
    {
        try
        {
            return (await client.DescribeRepositoriesAsync(new() { RepositoryNames = [repository], RegistryId = home?.Account }, cancellation)).Repositories[0].RepositoryUri;
        }
        catch (RepositoryNotFoundException)
        {
            var templates = (await client.DescribeRepositoryCreationTemplatesAsync(new(), cancellation)).RepositoryCreationTemplates ?? [];
            if (templates.Any(template => MakesOnPush(template, repository))) return $"{registry}/{repository}";
            throw;
        }
    }

    private static bool MakesOnPush(RepositoryCreationTemplate template, string repository) =>
        template.AppliedFor?.Contains("CREATE_ON_PUSH") == true && (template.Prefix == "ROOT" || repository.StartsWith(template.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal));

    private AmazonECRClient Connect(AccountRegion? home, string region)
    {
        var config = new AmazonECRConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 };
        // An endpoint on this machine takes any keys, and an access key id of twelve digits for that account's.
        if (endpoint.IsLoopback && (home is not null || Variable("AWS_ACCESS_KEY_ID") is null)) return new(new BasicAWSCredentials(home?.Account ?? "test", "test"), config);
        return new(config);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
