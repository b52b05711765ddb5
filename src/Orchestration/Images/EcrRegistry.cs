using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>What is set for a whole private registry: that of one account in one region.</summary>
public sealed record EcrRegistry
{
    /// <summary>The one of each World.</summary>
    public const string Key = "registry";

    public static EcrRegistry Default { get; } = new();

    /// <summary>The registry permissions policy as it was put, or null.</summary>
    public string? PolicyText { get; init; }

    /// <summary>One of <see cref="Shapes.Ecr.ScanType"/>.</summary>
    public string ScanType { get; init; } = Shapes.Ecr.ScanType.Basic;

    public ValueList<RegistryScanningRule> ScanningRules { get; init; } = [];

    public ValueList<ReplicationRule> ReplicationRules { get; init; } = [];

    /// <summary>Null when there is none.</summary>
    public SigningConfiguration? Signing { get; init; }

    /// <summary>Account settings by name, as far as they were changed.</summary>
    public ValueMap<string> AccountSettings { get; init; } = ValueMap<string>.Empty;

    /// <summary>ARNs of users and roles whose pulls are not recorded, in ordinal order.</summary>
    public ValueList<string> PullTimeExclusions { get; init; } = [];

    /// <summary>What ECR Public's gallery calls the account; in us-east-1 only. Null when it was not put.</summary>
    public string? PublicDisplayName { get; init; }

    /// <summary>In ordinal order of their prefixes.</summary>
    public ValueList<PullThroughCacheRule> PullThroughCacheRules { get; init; } = [];

    /// <summary>In ordinal order of their prefixes.</summary>
    public ValueList<RepositoryCreationTemplate> CreationTemplates { get; init; } = [];
}
