using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>Repository creation templates: what repositories are like that ECR makes by itself.</summary>
public static class CreationTemplates
{
    /// <summary>The prefix of a template for all repositories that no other is for.</summary>
    private const string Root = "ROOT";

    /// <summary>The template for a repository; null when there is none. The longest prefix wins.</summary>
    /// <param name="purpose">One of <see cref="RCTAppliedFor"/>.</param>
    public static RepositoryCreationTemplate? For(World world, string repositoryName, string purpose) => world.EcrRegistry.CreationTemplates
        .Where(template => template.AppliedFor!.Contains(purpose) && (template.Prefix == Root || repositoryName.StartsWith(Directory(template.Prefix!), StringComparison.Ordinal)))
        .MaxBy(template => template.Prefix == Root ? 0 : template.Prefix!.Length);

    /// <summary>The World with the repository: as it is, or made by the template, or with ECR's defaults.</summary>
    public static World Ensure(World world, string repositoryName, string purpose, DateTimeOffset now)
    {
        if (world.EcrRepositories.ContainsKey(repositoryName)) return world;
        var template = For(world, repositoryName, purpose);
        (world, var repository) = RepositoryRules.Create(world, new()
        {
            RepositoryName = repositoryName,
            ImageTagMutability = template?.ImageTagMutability,
            ImageTagMutabilityExclusionFilters = template?.ImageTagMutabilityExclusionFilters,
            Tags = template?.ResourceTags,
            EncryptionConfiguration = template?.EncryptionConfiguration is { } encryption ? new() { EncryptionType = encryption.EncryptionType, KmsKey = encryption.KmsKey } : null,
        }, now);
        repository = repository with { PolicyText = template?.RepositoryPolicy };
        return world.Put(template?.LifecyclePolicy is { } policy ? RepositoryRules.WithLifecyclePolicy(repository, policy, now) : repository);
    }

    /// <summary>CreateRepositoryCreationTemplate.</summary>
    public static (World World, RepositoryCreationTemplate Template) Create(World world, CreateRepositoryCreationTemplateRequest request, DateTimeOffset now)
    {
        if (Named(world, request.Prefix!) is not null)
            throw EcrErrors.TemplateAlreadyExists($"The repository creation template with prefix '{request.Prefix}' already exists in the registry with id '{world.Scope.Account}'");
        var template = new RepositoryCreationTemplate
        {
            Prefix = request.Prefix,
            Description = request.Description,
            EncryptionConfiguration = request.EncryptionConfiguration ?? new() { EncryptionType = EncryptionType.Aes256 },
            ResourceTags = request.ResourceTags is null ? null : ImageTagging.Merge([], request.ResourceTags),
            ImageTagMutability = request.ImageTagMutability ?? ImageTagMutability.Mutable,
            ImageTagMutabilityExclusionFilters = request.ImageTagMutabilityExclusionFilters,
            RepositoryPolicy = request.RepositoryPolicy,
            LifecyclePolicy = request.LifecyclePolicy,
            AppliedFor = request.AppliedFor,
            CustomRoleArn = request.CustomRoleArn,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return (With(world, Checked(template)), template);
    }

    /// <summary>UpdateRepositoryCreationTemplate: what is not named stays.</summary>
    public static (World World, RepositoryCreationTemplate Template) Update(World world, UpdateRepositoryCreationTemplateRequest request, DateTimeOffset now)
    {
        var before = Find(world, request.Prefix!);
        var template = before with
        {
            Description = request.Description ?? before.Description,
            EncryptionConfiguration = request.EncryptionConfiguration ?? before.EncryptionConfiguration,
            ResourceTags = request.ResourceTags is null ? before.ResourceTags : ImageTagging.Merge([], request.ResourceTags),
            ImageTagMutability = request.ImageTagMutability ?? before.ImageTagMutability,
            ImageTagMutabilityExclusionFilters = request.ImageTagMutability is null ? before.ImageTagMutabilityExclusionFilters : request.ImageTagMutabilityExclusionFilters,
            RepositoryPolicy = request.RepositoryPolicy ?? before.RepositoryPolicy,
            LifecyclePolicy = request.LifecyclePolicy ?? before.LifecyclePolicy,
            AppliedFor = request.AppliedFor ?? before.AppliedFor,
            CustomRoleArn = request.CustomRoleArn ?? before.CustomRoleArn,
            UpdatedAt = now,
        };
        return (With(world, Checked(template)), template);
    }

    /// <summary>DeleteRepositoryCreationTemplate.</summary>
    public static (World World, RepositoryCreationTemplate Template) Delete(World world, string prefix)
    {
        var template = Find(world, prefix);
        return (world.Put(world.EcrRegistry with { CreationTemplates = world.EcrRegistry.CreationTemplates.Where(each => each.Prefix != prefix).ToValueList() }), template);
    }

    /// <exception cref="ApiException">TemplateNotFoundException.</exception>
    public static RepositoryCreationTemplate Find(World world, string prefix) => Named(world, prefix)
        ?? throw EcrErrors.TemplateNotFound($"The repository creation template with prefix '{prefix}' does not exist in the registry with id '{world.Scope.Account}'");

    private static RepositoryCreationTemplate? Named(World world, string prefix) => world.EcrRegistry.CreationTemplates.FirstOrDefault(each => each.Prefix == prefix);

    /// <summary>What would only be refused when a repository is made is refused now.</summary>
    private static RepositoryCreationTemplate Checked(RepositoryCreationTemplate template)
    {
        RepositoryRules.WithMutability(new("template", default), template.ImageTagMutability, template.ImageTagMutabilityExclusionFilters);
        if (template.RepositoryPolicy is { } policy) RegistryPolicy.Check(policy);
        if (template.LifecyclePolicy is { } lifecycle) LifecyclePolicy.Parse(lifecycle);
        return template;
    }

    private static World With(World world, RepositoryCreationTemplate template) => world.Put(world.EcrRegistry with
    {
        CreationTemplates = world.EcrRegistry.CreationTemplates.Where(each => each.Prefix != template.Prefix).Append(template).OrderBy(each => each.Prefix, StringComparer.Ordinal).ToValueList(),
    });

    // "prod" is for prod/web, not for production/web.
    private static string Directory(string prefix) => prefix.EndsWith('/') ? prefix : prefix + "/";
}
