using System.Text;
using Workbook.Engine.Blobs;
using Workbook.Engine.State;
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
internal sealed partial class EcrApi(StateStore store, BlobStore blobs, Action stimulate, RegistrySecret secret) : IEcr
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

    private World Read(RequestContext context, string? registryId)
    {
        CheckRegistry(context, registryId);
        return store.Read(context.Scope);
    }

    private ValueTask<T> Write<T>(RequestContext context, string? registryId, Func<World, DateTimeOffset, (World, T)> change)
    {
        CheckRegistry(context, registryId);
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);

    private static string PrincipalOf(RequestContext context) => $"arn:aws:iam::{context.Scope.Account}:root";

    /// <summary>Other accounts' registries are not served to anybody but themselves.</summary>
    private static void CheckRegistry(RequestContext context, string? registryId)
    {
        if (registryId is not null && registryId != context.Scope.Account) throw new ApiException(
            "AccessDeniedException", 400, $"User: {PrincipalOf(context)} is not authorized to perform an ECR operation on the registry with id '{registryId}'");
    }
}
