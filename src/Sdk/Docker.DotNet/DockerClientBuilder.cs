using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>
/// Makes a <see cref="DockerClient"/>. Unless told otherwise the Engine is where the docker command would look: DOCKER_HOST, then
/// the context named by DOCKER_CONTEXT or chosen in Docker's config.json, then the platform's default.
/// </summary>
public class DockerClientBuilder
{
    public DockerClientBuilder() => ClientOptions = new ClientOptions { Endpoint = EndpointResolver.Current() };

    protected ClientOptions ClientOptions { get; private set; }

    public DockerClientBuilder WithApiVersion(Version? version) => With(ClientOptions with { ApiVersion = version });

    public DockerClientBuilder WithEndpoint(Uri endpoint) => With(ClientOptions with { Endpoint = endpoint });

    public DockerClientBuilder WithContext(string contextName) => WithEndpoint(EndpointResolver.OfContext(contextName));

    public DockerClientBuilder WithAuthProvider(IAuthProvider? authProvider) => With(ClientOptions with { AuthProvider = authProvider ?? NoopAuthProvider.Instance });

    public DockerClientBuilder WithHeader(string name, string value) => WithHeaders(new Dictionary<string, string> { [name] = value });

    public DockerClientBuilder WithHeaders(IReadOnlyDictionary<string, string> headers)
    {
        var all = new Dictionary<string, string>(ClientOptions.Headers);
        foreach (var (name, value) in headers) all[name] = value;
        return With(ClientOptions with { Headers = all });
    }

    public DockerClientBuilder WithTimeout(TimeSpan timeout) => With(ClientOptions with { Timeout = timeout });

    public virtual DockerClient Build() => new(ClientOptions);

    private DockerClientBuilder With(ClientOptions options)
    {
        ClientOptions = options;
        return this;
    }
}
