using System.Runtime.CompilerServices;
using System.Text;
using Workbook.Engine.Blobs;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Ecr;
using Workbook.Server.Registry;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>
/// The ECR API over the state store, one file for each family of resources: check, update the World, render. The rules
/// themselves are the core's.
/// </summary>
internal sealed partial class EcrApi(StateStore store, BlobStore blobs, Action stimulate, RegistrySecret secret, IImageAccess access) : IEcr
{
    /// <summary>A token for the registries that are named, or the caller's; one registry serves all, so it is the same token.</summary>
    public ValueTask<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(GetAuthorizationTokenRequest request, RequestContext context)
    {
        var registries = request.RegistryIds is { Count: > 0 } named ? named : [context.Scope.Account];
        return Answer(new GetAuthorizationTokenResponse { AuthorizationData = registries.Select(TokenFor).ToValueList() });

        AuthorizationData TokenFor(string _)
        {
            var token = AuthorizationToken.For(context.Scope, PrincipalOf(context), store.Clock.GetUtcNow());
            return new()
            {
                AuthorizationToken = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{AuthorizationToken.UserName}:{token.Seal(secret.Bytes)}")),
                ExpiresAt = token.ExpiresAt,
                ProxyEndpoint = $"http://{RegistryHost.Of(context)}",
            };
        }
    }

    /// <param name="registryId">The account whose registry it is; null for the caller's.</param>
    /// <param name="repositoryName">What it is about; null for the registry as a whole.</param>
    private World Read(RequestContext context, string? registryId, string? repositoryName, [CallerMemberName] string operation = "")
    {
        Check(context, registryId, repositoryName, operation);
        return store.Read(RegistryOf(context, registryId));
    }

    /// <inheritdoc cref="Read"/>
    private ValueTask<T> Write<T>(RequestContext context, string? registryId, string? repositoryName, Func<World, DateTimeOffset, (World, T)> change, [CallerMemberName] string operation = "")
    {
        Check(context, registryId, repositoryName, operation);
        stimulate();
        return store.UpdateAsync(RegistryOf(context, registryId), change);
    }

    private void Check(RequestContext context, string? registryId, string? repositoryName, string operation)
    {
        var action = "ecr:" + operation[..^"Async".Length];
        if (access.Refusal(PrincipalOf(context), action, RegistryOf(context, registryId), repositoryName) is { } why) throw new ApiException("AccessDeniedException", 400, why);
    }

    private static AccountRegion RegistryOf(RequestContext context, string? registryId) => context.Scope with { Account = registryId ?? context.Scope.Account };

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);

    private static string PrincipalOf(RequestContext context) => $"arn:aws:iam::{context.Scope.Account}:root";
}
