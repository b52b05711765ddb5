using System.Text;
using Workbook.Engine.State;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.EcrPublic;
using Workbook.Server.Registry;
using Workbook.Server.Wire;
using Workbook.Shapes.EcrPublic;

namespace Workbook.Server.Api.EcrPublic;

/// <summary>
/// The API of ECR Public: repositories, what the gallery shows of them, and tokens. It is in us-east-1 alone, as on AWS;
/// the public registry itself is not served.
/// </summary>
internal sealed partial class EcrPublicApi(StateStore store, Action stimulate, RegistrySecret secret) : IEcrPublic
{
    public ValueTask<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(GetAuthorizationTokenRequest request, RequestContext context)
    {
        CheckRegion(context);
        var token = AuthorizationToken.For(context.Scope, $"arn:aws:iam::{context.Scope.Account}:root", store.Clock.GetUtcNow());
        return Answer(new GetAuthorizationTokenResponse
        {
            AuthorizationData = new()
            {
                AuthorizationToken = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{AuthorizationToken.UserName}:{token.Seal(secret.Bytes)}")),
                ExpiresAt = token.ExpiresAt,
            },
        });
    }

    public ValueTask<DescribeRegistriesResponse> DescribeRegistriesAsync(DescribeRegistriesRequest request, RequestContext context)
    {
        var world = Read(context, null);
        var alias = PublicRepositories.AliasOf(world.Scope);
        return Answer(new DescribeRegistriesResponse
        {
            Registries =
            [
                new()
                {
                    RegistryId = world.Scope.Account,
                    RegistryArn = $"arn:aws:ecr-public::{world.Scope.Account}:registry/{world.Scope.Account}",
                    RegistryUri = $"public.ecr.aws/{alias}",
                    Verified = false,
                    Aliases = [new() { Name = alias, Status = RegistryAliasStatus.Active, PrimaryRegistryAlias = true, DefaultRegistryAlias = true }],
                },
            ],
        });
    }

    public ValueTask<GetRegistryCatalogDataResponse> GetRegistryCatalogDataAsync(GetRegistryCatalogDataRequest request, RequestContext context) =>
        Answer(new GetRegistryCatalogDataResponse { RegistryCatalogData = new() { DisplayName = Read(context, null).EcrRegistry.PublicDisplayName } });

    public ValueTask<PutRegistryCatalogDataResponse> PutRegistryCatalogDataAsync(PutRegistryCatalogDataRequest request, RequestContext context) =>
        Write(context, null, (world, _) => (
            world.Put(world.EcrRegistry with { PublicDisplayName = request.DisplayName }),
            new PutRegistryCatalogDataResponse { RegistryCatalogData = new() { DisplayName = request.DisplayName } }));

    private World Read(RequestContext context, string? registryId)
    {
        CheckRegion(context);
        CheckRegistry(context, registryId);
        return store.Read(context.Scope);
    }

    private ValueTask<T> Write<T>(RequestContext context, string? registryId, Func<World, DateTimeOffset, (World, T)> change)
    {
        CheckRegion(context);
        CheckRegistry(context, registryId);
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);

    private static void CheckRegion(RequestContext context)
    {
        if (context.Scope.Region != PublicRepositories.Region)
            throw EcrPublicErrors.UnsupportedCommand($"Amazon ECR Public has its API in {PublicRepositories.Region} only, not in {context.Scope.Region}.");
    }

    private static void CheckRegistry(RequestContext context, string? registryId)
    {
        if (registryId is not null && registryId != context.Scope.Account && registryId != PublicRepositories.AliasOf(context.Scope))
            throw EcrPublicErrors.InvalidParameter($"Invalid parameter at 'registryId' failed to satisfy constraint: 'The registry with id '{registryId}' is not your own'");
    }
}
