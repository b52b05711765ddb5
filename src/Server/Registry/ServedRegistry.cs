using Workbook.Engine.Images;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry;

/// <summary>The registry as this process serves it to the engine's own containers.</summary>
/// <param name="secret">What tokens are sealed with.</param>
internal sealed class ServedRegistry(RegistrySecret secret) : IRegistryEndpoint
{
    public int? Port { get; set; }

    public string PasswordFor(AccountRegion registry, DateTimeOffset now) =>
        AuthorizationToken.For(registry, $"arn:aws:sts::{registry.Account}:assumed-role/ecsTaskExecutionRole/workbook", now).Seal(secret.Bytes);
}
