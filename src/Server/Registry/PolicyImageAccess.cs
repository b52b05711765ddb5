using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry;

/// <summary>
/// Access by repository policies alone: an account may do everything with its own repositories but what a policy denies, and
/// nothing with those of others but what a policy allows.
/// </summary>
internal sealed class PolicyImageAccess(StateStore store) : IImageAccess
{
    private const int AccountPart = 4;

    public string? Refusal(string principalArn, string action, AccountRegion registry, string? repositoryName)
    {
        var policy = repositoryName is null ? null : store.Read(registry).EcrRepositories.GetValueOrDefault(repositoryName)?.PolicyText;
        var verdict = RegistryPolicy.Judge(policy, principalArn, action);
        var isOwn = principalArn.Split(':') is { Length: > AccountPart } parts && parts[AccountPart] == registry.Account;
        if (verdict == PolicyVerdict.Allowed || (verdict == PolicyVerdict.Silent && isOwn)) return null;
        var resource = repositoryName is null ? "*" : EcrRepository.ArnOf(registry, repositoryName);
        return $"User: {principalArn} is not authorized to perform: {action} on resource: {resource} " + (verdict == PolicyVerdict.Denied
            ? "with an explicit deny in a resource-based policy"
            : $"because no resource-based policy allows the {action} action");
    }
}
