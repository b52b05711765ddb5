using Docker.DotNet.Models;
using Workbook.Engine.Images;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>By which name, and with which login, Docker has a container's image: those of the workbook's registry come from where it is served.</summary>
internal sealed class ImageSources(RegistryImages registry, RepositoryLogins logins)
{
    public string NameOf(RuntimeContainer container) => OwnOf(container)?.Name ?? container.Image;

    /// <summary>The login is null where the machine's own is to be used.</summary>
    /// <exception cref="ContainerFailedException">The login that the container definition names cannot be had; the message is ECS's.</exception>
    public async ValueTask<(string Name, AuthConfig? Login)> OfAsync(RuntimeContainer container, CancellationToken cancellation) => OwnOf(container) is var (name, password)
        ? (name, new() { Username = AuthorizationToken.UserName, Password = password })
        : (container.Image, await logins.OfAsync(container, cancellation));

    private (string Name, string Password)? OwnOf(RuntimeContainer container) =>
        registry.Locate(container.Task.Scope, container.Image) is { } reference ? registry.PullOf(reference) : null;
}
