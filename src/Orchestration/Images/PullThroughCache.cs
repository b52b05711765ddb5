using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>Pull through cache rules. They are kept and shown; nothing is fetched from other registries.</summary>
public static class PullThroughCache
{
    private const int Most = 50;
    private const string Root = "ROOT";

    /// <summary>The registries that ECR can cache, by the host in their URL, and whether they want credentials.</summary>
    private static readonly (string Host, string Registry, bool WantsCredential)[] Upstreams =
    [
        ("registry-1.docker.io", UpstreamRegistry.DockerHub, true),
        ("ghcr.io", UpstreamRegistry.GithubContainerRegistry, true),
        ("registry.gitlab.com", UpstreamRegistry.GitlabContainerRegistry, true),
        (".azurecr.io", UpstreamRegistry.AzureContainerRegistry, true),
        (".azurecr.cn", UpstreamRegistry.AzureContainerRegistry, true),
        ("cgr.dev", UpstreamRegistry.Chainguard, true),
        ("public.ecr.aws", UpstreamRegistry.EcrPublic, false),
        ("quay.io", UpstreamRegistry.Quay, false),
        ("registry.k8s.io", UpstreamRegistry.K8s, false),
        (".amazonaws.com", UpstreamRegistry.Ecr, false),
    ];

    public static (World World, PullThroughCacheRule Rule) Create(World world, CreatePullThroughCacheRuleRequest request, DateTimeOffset now)
    {
        var prefix = request.EcrRepositoryPrefix!;
        if (Named(world, prefix) is not null)
            throw EcrErrors.PullThroughCacheRuleAlreadyExists($"A pull through cache rule with prefix '{prefix}' already exists in the registry with id '{world.Scope.Account}'");
        if (world.EcrRegistry.PullThroughCacheRules.Count >= Most) throw EcrErrors.LimitExceeded($"The registry with id '{world.Scope.Account}' already has the maximum number of {Most} pull through cache rules.");
        var host = request.UpstreamRegistryUrl!.StartsWith("https://", StringComparison.Ordinal) ? request.UpstreamRegistryUrl["https://".Length..] : request.UpstreamRegistryUrl;
        var upstream = Upstreams.FirstOrDefault(each => each.Host.StartsWith('.') ? host.EndsWith(each.Host, StringComparison.Ordinal) : host == each.Host);
        if (upstream.Host is null || (request.UpstreamRegistry is { } named && named != upstream.Registry))
            throw EcrErrors.UnsupportedUpstreamRegistry($"The upstream registry '{request.UpstreamRegistryUrl}' is not supported");
        if (upstream.WantsCredential && request.CredentialArn is null)
            throw ImageRefusal.Invalid("credentialArn", $"Credentials are required for the upstream registry '{upstream.Registry}'");
        var rule = new PullThroughCacheRule
        {
            EcrRepositoryPrefix = prefix,
            UpstreamRegistryUrl = host,
            UpstreamRegistry = upstream.Registry,
            UpstreamRepositoryPrefix = request.UpstreamRepositoryPrefix ?? Root,
            CredentialArn = request.CredentialArn,
            CustomRoleArn = request.CustomRoleArn,
            RegistryId = world.Scope.Account,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return (With(world, rule), rule);
    }

    public static (World World, PullThroughCacheRule Rule) Update(World world, UpdatePullThroughCacheRuleRequest request, DateTimeOffset now)
    {
        var before = Find(world, request.EcrRepositoryPrefix!);
        var rule = before with { CredentialArn = request.CredentialArn ?? before.CredentialArn, CustomRoleArn = request.CustomRoleArn ?? before.CustomRoleArn, UpdatedAt = now };
        return (With(world, rule), rule);
    }

    public static (World World, PullThroughCacheRule Rule) Delete(World world, string prefix)
    {
        var rule = Find(world, prefix);
        return (world.Put(world.EcrRegistry with { PullThroughCacheRules = world.EcrRegistry.PullThroughCacheRules.Where(each => each.EcrRepositoryPrefix != prefix).ToValueList() }), rule);
    }

    /// <exception cref="ApiException">PullThroughCacheRuleNotFoundException.</exception>
    public static PullThroughCacheRule Find(World world, string prefix) => Named(world, prefix)
        ?? throw EcrErrors.PullThroughCacheRuleNotFound($"The pull through cache rule with prefix '{prefix}' does not exist in the registry with id '{world.Scope.Account}'");

    private static PullThroughCacheRule? Named(World world, string prefix) => world.EcrRegistry.PullThroughCacheRules.FirstOrDefault(each => each.EcrRepositoryPrefix == prefix);

    private static World With(World world, PullThroughCacheRule rule) => world.Put(world.EcrRegistry with
    {
        PullThroughCacheRules = world.EcrRegistry.PullThroughCacheRules.Where(each => each.EcrRepositoryPrefix != rule.EcrRepositoryPrefix)
            .Append(rule).OrderBy(each => each.EcrRepositoryPrefix, StringComparer.Ordinal).ToValueList(),
    });
}
