using System.Text.Json;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>The logins that container definitions name as <c>repositoryCredentials</c>: secrets <c>{"username":"…","password":"…"}</c> (see "Using non-AWS container images in Amazon ECS").</summary>
internal sealed class RepositoryLogins(IContainerInputs? inputs)
{
    /// <summary>Null for a container that names none.</summary>
    /// <exception cref="ContainerFailedException">The secret cannot be had, or is no login; the message is ECS's.</exception>
    public async ValueTask<AuthConfig?> OfAsync(RuntimeContainer container, CancellationToken cancellation)
    {
        if (container.Definition.RepositoryCredentials?.CredentialsParameter is not { } secret) return null;
        try
        {
            var value = await (inputs ?? throw new KeyNotFoundException("this Docker Engine is not given any secrets")).SecretAsync(container.Task.Scope, secret, cancellation);
            using var json = JsonDocument.Parse(value);
            return new() { Username = json.RootElement.GetProperty("username").GetString(), Password = json.RootElement.GetProperty("password").GetString() };
        }
        catch (Exception error) when (error is KeyNotFoundException or JsonException or InvalidOperationException)
        {
            throw new ContainerFailedException(DockerErrors.ResourceInitialization(
                $"unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve registry credentials {secret}: {error.Message}"), error);
        }
    }
}
