using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>What can be set for a whole registry.</summary>
public static class RegistryRules
{
    private const int MostDestinations = 25;

    /// <summary>Account settings with their defaults and what they may be.</summary>
    private static readonly Dictionary<string, string[]> Settings = new(StringComparer.Ordinal)
    {
        ["BASIC_SCAN_TYPE_VERSION"] = ["AWS_NATIVE", "CLAIR"],
        ["BLOB_MOUNTING"] = ["DISABLED", "ENABLED"],
        ["REGISTRY_POLICY_SCOPE"] = ["V2", "V1"],
    };

    /// <summary>PutReplicationConfiguration: for what is pushed from now on.</summary>
    public static World PutReplication(World world, ReplicationConfiguration configuration)
    {
        var destinations = configuration.Rules!.SelectMany(rule => rule.Destinations!).ToList();
        if (destinations.Any(each => each.Region == world.Scope.Region && each.RegistryId == world.Scope.Account))
            throw ImageRefusal.Invalid("replicationConfiguration", "Replication destination cannot be the same as the source registry");
        if (configuration.Rules!.Any(rule => rule.Destinations!.Count == 0)) throw ImageRefusal.Invalid("replicationConfiguration", "Each rule must have at least one destination");
        if (destinations.Distinct().Count() > MostDestinations) throw ImageRefusal.Invalid("replicationConfiguration", $"There can be at most {MostDestinations} unique destinations across all rules");
        return world.Put(world.EcrRegistry with { ReplicationRules = configuration.Rules! });
    }

    /// <summary>PutRegistryPolicy.</summary>
    public static World PutPolicy(World world, string text)
    {
        RegistryPolicy.Check(text);
        return world.Put(world.EcrRegistry with { PolicyText = text });
    }

    /// <exception cref="ApiException">RegistryPolicyNotFoundException.</exception>
    public static string Policy(World world) => world.EcrRegistry.PolicyText
        ?? throw EcrErrors.RegistryPolicyNotFound($"Registry policy does not exist in the registry with id '{world.Scope.Account}'");

    /// <summary>PutRegistryScanningConfiguration: what is not named is as at the beginning.</summary>
    public static World PutScanning(World world, PutRegistryScanningConfigurationRequest request)
    {
        var type = request.ScanType ?? ScanType.Basic;
        var rules = request.Rules ?? [];
        if (type == ScanType.Basic && rules.Any(rule => rule.ScanFrequency == ScanFrequency.ContinuousScan))
            throw ImageRefusal.Invalid("rules", "CONTINUOUS_SCAN is not a valid scan frequency for the scan type BASIC");
        if (rules.Select(rule => rule.ScanFrequency).Distinct(StringComparer.Ordinal).Count() < rules.Count)
            throw ImageRefusal.Invalid("rules", "Each scan frequency can be used in one rule only");
        return world.Put(world.EcrRegistry with { ScanType = type, ScanningRules = rules });
    }

    public static string AccountSetting(World world, string name) => world.EcrRegistry.AccountSettings.TryGetValue(name, out var value) ? value : Values(name)[0];

    public static World PutAccountSetting(World world, string name, string value)
    {
        if (!Values(name).Contains(value)) throw ImageRefusal.Invalid("value", $"Member must satisfy enum value set: [{string.Join(", ", Values(name))}]");
        return world.Put(world.EcrRegistry with { AccountSettings = new(world.EcrRegistry.AccountSettings.Append(KeyValuePair.Create(name, value))) });
    }

    /// <summary>Whether images are to be scanned when they come: the repository says so, or a rule of the registry is about it.</summary>
    public static bool ScansOnPush(World world, EcrRepository repository) =>
        repository.ScanOnPush || FrequencyFor(world, repository.Name) is ScanFrequency.ScanOnPush or ScanFrequency.ContinuousScan;

    /// <summary>The frequency of the registry's rule that is about the repository, the most frequent first; null when none is.</summary>
    public static string? FrequencyFor(World world, string repositoryName) => world.EcrRegistry.ScanningRules
        .Where(rule => FiltersFor(rule, repositoryName).Any())
        .Select(rule => rule.ScanFrequency)
        .OrderBy(frequency => frequency == ScanFrequency.ContinuousScan ? 0 : frequency == ScanFrequency.ScanOnPush ? 1 : 2)
        .FirstOrDefault();

    public static IEnumerable<ScanningRepositoryFilter> FiltersFor(RegistryScanningRule rule, string repositoryName) =>
        // A filter without a star means all that contain it, as ECR has it.
        rule.RepositoryFilters!.Where(filter => Wildcard.Matches(filter.Filter!.Contains('*', StringComparison.Ordinal) ? filter.Filter : $"*{filter.Filter}*", repositoryName));

    /// <summary>RegisterPullTimeUpdateExclusion.</summary>
    public static World Exclude(World world, string principalArn)
    {
        var excluded = world.EcrRegistry.PullTimeExclusions;
        if (excluded.Contains(principalArn)) throw EcrErrors.ExclusionAlreadyExists($"The pull time update exclusion for '{principalArn}' already exists in the registry with id '{world.Scope.Account}'");
        return world.Put(world.EcrRegistry with { PullTimeExclusions = excluded.Append(principalArn).Order(StringComparer.Ordinal).ToValueList() });
    }

    /// <summary>DeregisterPullTimeUpdateExclusion.</summary>
    public static World Include(World world, string principalArn)
    {
        var excluded = world.EcrRegistry.PullTimeExclusions;
        if (!excluded.Contains(principalArn)) throw EcrErrors.ExclusionNotFound($"The pull time update exclusion for '{principalArn}' does not exist in the registry with id '{world.Scope.Account}'");
        return world.Put(world.EcrRegistry with { PullTimeExclusions = excluded.Where(each => each != principalArn).ToValueList() });
    }

    private static string[] Values(string name) => Settings.TryGetValue(name, out var values)
        ? values
        : throw ImageRefusal.Invalid("name", $"Member must satisfy enum value set: [{string.Join(", ", Settings.Keys.Order(StringComparer.Ordinal))}]");
}
