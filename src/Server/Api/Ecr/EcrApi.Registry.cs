using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<DescribeRegistryResponse> DescribeRegistryAsync(DescribeRegistryRequest request, RequestContext context) =>
        Answer(new DescribeRegistryResponse { RegistryId = context.Scope.Account, ReplicationConfiguration = new() { Rules = Read(context, null, null).EcrRegistry.ReplicationRules } });

    public ValueTask<PutReplicationConfigurationResponse> PutReplicationConfigurationAsync(PutReplicationConfigurationRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            RegistryRules.PutReplication(world, request.ReplicationConfiguration!),
            new PutReplicationConfigurationResponse { ReplicationConfiguration = request.ReplicationConfiguration }));

    public ValueTask<GetRegistryPolicyResponse> GetRegistryPolicyAsync(GetRegistryPolicyRequest request, RequestContext context) =>
        Answer(new GetRegistryPolicyResponse { RegistryId = context.Scope.Account, PolicyText = RegistryRules.Policy(Read(context, null, null)) });

    public ValueTask<PutRegistryPolicyResponse> PutRegistryPolicyAsync(PutRegistryPolicyRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            RegistryRules.PutPolicy(world, request.PolicyText!), new PutRegistryPolicyResponse { RegistryId = world.Scope.Account, PolicyText = request.PolicyText }));

    public ValueTask<DeleteRegistryPolicyResponse> DeleteRegistryPolicyAsync(DeleteRegistryPolicyRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            world.Put(world.EcrRegistry with { PolicyText = null }), new DeleteRegistryPolicyResponse { RegistryId = world.Scope.Account, PolicyText = RegistryRules.Policy(world) }));

    public ValueTask<GetAccountSettingResponse> GetAccountSettingAsync(GetAccountSettingRequest request, RequestContext context) =>
        Answer(new GetAccountSettingResponse { Name = request.Name, Value = RegistryRules.AccountSetting(Read(context, null, null), request.Name!) });

    public ValueTask<PutAccountSettingResponse> PutAccountSettingAsync(PutAccountSettingRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            RegistryRules.PutAccountSetting(world, request.Name!, request.Value!), new PutAccountSettingResponse { Name = request.Name, Value = request.Value }));

    public ValueTask<GetSigningConfigurationResponse> GetSigningConfigurationAsync(GetSigningConfigurationRequest request, RequestContext context) =>
        Answer(new GetSigningConfigurationResponse { RegistryId = context.Scope.Account, SigningConfiguration = SigningOf(Read(context, null, null)) });

    public ValueTask<PutSigningConfigurationResponse> PutSigningConfigurationAsync(PutSigningConfigurationRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            world.Put(world.EcrRegistry with { Signing = request.SigningConfiguration }), new PutSigningConfigurationResponse { SigningConfiguration = request.SigningConfiguration }));

    public ValueTask<DeleteSigningConfigurationResponse> DeleteSigningConfigurationAsync(DeleteSigningConfigurationRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            world.Put(world.EcrRegistry with { Signing = null }),
            new DeleteSigningConfigurationResponse { RegistryId = world.Scope.Account, SigningConfiguration = SigningOf(world) }));

    public ValueTask<RegisterPullTimeUpdateExclusionResponse> RegisterPullTimeUpdateExclusionAsync(RegisterPullTimeUpdateExclusionRequest request, RequestContext context) =>
        Write(context, null, null, (world, now) => (
            RegistryRules.Exclude(world, request.PrincipalArn!), new RegisterPullTimeUpdateExclusionResponse { PrincipalArn = request.PrincipalArn, CreatedAt = now }));

    public ValueTask<DeregisterPullTimeUpdateExclusionResponse> DeregisterPullTimeUpdateExclusionAsync(DeregisterPullTimeUpdateExclusionRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) => (
            RegistryRules.Include(world, request.PrincipalArn!), new DeregisterPullTimeUpdateExclusionResponse { PrincipalArn = request.PrincipalArn }));

    public ValueTask<ListPullTimeUpdateExclusionsResponse> ListPullTimeUpdateExclusionsAsync(ListPullTimeUpdateExclusionsRequest request, RequestContext context)
    {
        var page = EcrPage.Of(Read(context, null, null).EcrRegistry.PullTimeExclusions, request.NextToken, request.MaxResults, arn => arn);
        return Answer(new ListPullTimeUpdateExclusionsResponse { PullTimeUpdateExclusions = page.Items, NextToken = page.NextToken });
    }

    private static SigningConfiguration SigningOf(World world) => world.EcrRegistry.Signing ?? throw EcrErrors.SigningConfigurationNotFound(
        $"Signing configuration does not exist in the registry with id '{world.Scope.Account}'");
}
