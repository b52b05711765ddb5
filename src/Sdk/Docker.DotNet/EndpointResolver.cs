using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Docker.DotNet;

/// <summary>Finds the Engine the way the docker command does.</summary>
internal static class EndpointResolver
{
    private const string DefaultContext = "default";

    public static Uri Current()
    {
        if (Variable("DOCKER_HOST") is { } host)
        {
            return Uri.TryCreate(host, UriKind.Absolute, out var uri) ? uri : throw new DockerConfigurationException($"The Docker host '{host}' is invalid.");
        }
        return OfContext(Variable("DOCKER_CONTEXT") ?? ContextInUse() ?? DefaultContext);
    }

    public static Uri OfContext(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("A Docker context has a name.", nameof(name));
        if (name == DefaultContext) return PlatformDefault;
        // Each context has a folder that is called by the SHA-256 of the context's name.
        var folder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var file = Path.Combine(Folder, "contexts", "meta", folder, "meta.json");
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(file));
            var host = meta.RootElement.GetProperty("Endpoints").GetProperty("docker").GetProperty("Host").GetString()!;
            // Docker Desktop writes two slashes more than the scheme has.
            return new Uri(host.Replace("npipe:////./", "npipe://./", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DockerConfigurationException($"The Docker context '{name}' does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or UriFormatException or InvalidOperationException)
        {
            throw new DockerConfigurationException($"The Docker context '{name}' cannot be read from '{file}'.", e);
        }
    }

    private static Uri PlatformDefault => new(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock");

    private static string Folder => Variable("DOCKER_CONFIG") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    private static string? ContextInUse()
    {
        var file = Path.Combine(Folder, "config.json");
        if (!File.Exists(file)) return null;
        using var config = JsonDocument.Parse(File.ReadAllBytes(file));
        var name = config.RootElement.TryGetProperty("currentContext", out var current) ? current.GetString() : null;
        return string.IsNullOrEmpty(name) ? null : name;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
