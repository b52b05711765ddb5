using Workbook.Orchestration.Images;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<CreatePullThroughCacheRuleResponse> CreatePullThroughCacheRuleAsync(CreatePullThroughCacheRuleRequest request, RequestContext context) =>
        Write(context, request.RegistryId, null, (world, now) =>
        {
            var (next, rule) = PullThroughCache.Create(world, request, now);
            return (next, new CreatePullThroughCacheRuleResponse
            {
                EcrRepositoryPrefix = rule.EcrRepositoryPrefix, UpstreamRegistryUrl = rule.UpstreamRegistryUrl, UpstreamRegistry = rule.UpstreamRegistry, CreatedAt = rule.CreatedAt,
                RegistryId = rule.RegistryId, CredentialArn = rule.CredentialArn, CustomRoleArn = rule.CustomRoleArn, UpstreamRepositoryPrefix = rule.UpstreamRepositoryPrefix,
            });
        });

    public ValueTask<UpdatePullThroughCacheRuleResponse> UpdatePullThroughCacheRuleAsync(UpdatePullThroughCacheRuleRequest request, RequestContext context) =>
        Write(context, request.RegistryId, null, (world, now) =>
        {
            var (next, rule) = PullThroughCache.Update(world, request, now);
            return (next, new UpdatePullThroughCacheRuleResponse
            {
                EcrRepositoryPrefix = rule.EcrRepositoryPrefix, RegistryId = rule.RegistryId, UpdatedAt = rule.UpdatedAt, CredentialArn = rule.CredentialArn,
                CustomRoleArn = rule.CustomRoleArn, UpstreamRepositoryPrefix = rule.UpstreamRepositoryPrefix,
            });
        });

    public ValueTask<DeletePullThroughCacheRuleResponse> DeletePullThroughCacheRuleAsync(DeletePullThroughCacheRuleRequest request, RequestContext context) =>
        Write(context, request.RegistryId, null, (world, _) =>
        {
            var (next, rule) = PullThroughCache.Delete(world, request.EcrRepositoryPrefix!);
            return (next, new DeletePullThroughCacheRuleResponse
            {
                EcrRepositoryPrefix = rule.EcrRepositoryPrefix, UpstreamRegistryUrl = rule.UpstreamRegistryUrl, CreatedAt = rule.CreatedAt, RegistryId = rule.RegistryId,
                CredentialArn = rule.CredentialArn, CustomRoleArn = rule.CustomRoleArn, UpstreamRepositoryPrefix = rule.UpstreamRepositoryPrefix,
            });
        });

    /// <summary>A rule that needs no credentials is valid. Those of others lie in a Secrets Manager, which is not here.</summary>
    public ValueTask<ValidatePullThroughCacheRuleResponse> ValidatePullThroughCacheRuleAsync(ValidatePullThroughCacheRuleRequest request, RequestContext context)
    {
        var rule = PullThroughCache.Find(Read(context, request.RegistryId, null), request.EcrRepositoryPrefix!);
        return Answer(new ValidatePullThroughCacheRuleResponse
        {
            EcrRepositoryPrefix = rule.EcrRepositoryPrefix, RegistryId = rule.RegistryId, UpstreamRegistryUrl = rule.UpstreamRegistryUrl, CredentialArn = rule.CredentialArn,
            CustomRoleArn = rule.CustomRoleArn, UpstreamRepositoryPrefix = rule.UpstreamRepositoryPrefix, IsValid = rule.CredentialArn is null,
            Failure = rule.CredentialArn is null ? null : $"The secret '{rule.CredentialArn}' cannot be read: there is no AWS Secrets Manager here.",
        });
    }

    public ValueTask<DescribePullThroughCacheRulesResponse> DescribePullThroughCacheRulesAsync(DescribePullThroughCacheRulesRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, null);
        var prefixes = request.EcrRepositoryPrefixes is { Count: > 0 } named
            ? named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            : world.EcrRegistry.PullThroughCacheRules.Select(each => each.EcrRepositoryPrefix!);
        var page = EcrPage.Of(prefixes, request.NextToken, request.MaxResults, prefix => PullThroughCache.Find(world, prefix));
        return Answer(new DescribePullThroughCacheRulesResponse { PullThroughCacheRules = page.Items, NextToken = page.NextToken });
    }
}
