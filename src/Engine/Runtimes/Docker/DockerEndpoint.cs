using Docker.DotNet;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Where a Docker Engine listens.</summary>
/// <param name="Address">
/// Such as <c>unix:///var/run/docker.sock</c>, <c>npipe://./pipe/docker_engine</c> or <c>tcp://host:2375</c>; null for the one the docker
/// command would use: <c>DOCKER_HOST</c>, else the context that <c>DOCKER_CONTEXT</c> or <c>docker context use</c> chose, else the platform's default.
/// </param>
public sealed record DockerEndpoint(Uri? Address = null)
{
    /// <exception cref="IOException">It is no address that Docker Engines have.</exception>
    public static DockerEndpoint Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "unix" or "npipe" or "tcp" or "http" or "https"
            ? new(uri)
            : throw new IOException(address.StartsWith("ssh:", StringComparison.Ordinal)
                ? $"Docker Engines over SSH cannot be used ({address}). Forward the socket instead: ssh -L $HOME/docker.sock:/var/run/docker.sock HOST, and set DOCKER_HOST=unix://$HOME/docker.sock."
                : $"'{address}' is no address of a Docker Engine: unix:///PATH, npipe://./pipe/NAME or tcp://HOST:PORT is expected.");

    /// <exception cref="IOException">The docker context that was chosen does not exist or cannot be read.</exception>
    internal DockerClient Connect()
    {
        try
        {
            var builder = new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan);
            return (Address is { } address ? builder.WithEndpoint(address) : builder).Build();
        }
        catch (DockerConfigurationException error)
        {
            throw new IOException($"{error.Message} See `docker context ls`, and choose one with `docker context use NAME`, or set DOCKER_HOST.", error);
        }
    }
}
