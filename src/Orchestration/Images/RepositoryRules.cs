using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>Repositories come and go, and what can be set on them.</summary>
public static class RepositoryRules
{
    /// <summary>CreateRepository.</summary>
    public static (World World, EcrRepository Repository) Create(World world, CreateRepositoryRequest request, DateTimeOffset now)
    {
        var name = request.RepositoryName!;
        if (world.EcrRepositories.ContainsKey(name)) throw ImageRefusal.RepositoryExists(world.Scope, name);
        var repository = new EcrRepository(name, now)
        {
            ScanOnPush = request.ImageScanningConfiguration?.ScanOnPush == true,
            Tags = ImageTagging.Merge([], request.Tags ?? []),
        };
        repository = Encrypted(world, repository, request.EncryptionConfiguration?.EncryptionType, request.EncryptionConfiguration?.KmsKey);
        repository = WithMutability(repository, request.ImageTagMutability, request.ImageTagMutabilityExclusionFilters);
        return (world.Put(repository), repository);
    }

    /// <summary>DeleteRepository: with everything in it where <paramref name="force"/>.</summary>
    public static World Delete(World world, EcrRepository repository, bool force)
    {
        if (!force && !world.ImageIndex.ImagesIn(repository.Name).IsEmpty) throw ImageRefusal.RepositoryNotEmpty(world.Scope, repository.Name);
        foreach (var image in ImageLookup.In(world, repository.Name).ToList()) world = world.Remove(image);
        foreach (var digest in world.ImageIndex.LayersIn(repository.Name)) world = world.Remove(world.EcrLayers[EcrImage.KeyOf(repository.Name, digest)]);
        return world.Remove(repository);
    }

    /// <summary>The repository with another tag mutability; MUTABLE where none is named.</summary>
    public static EcrRepository WithMutability(EcrRepository repository, string? mutability, ValueList<ImageTagMutabilityExclusionFilter>? filters)
    {
        mutability ??= ImageTagMutability.Mutable;
        var hasExclusions = mutability is ImageTagMutability.ImmutableWithExclusion or ImageTagMutability.MutableWithExclusion;
        if (hasExclusions && filters is not { Count: > 0 })
            throw ImageRefusal.Invalid("imageTagMutabilityExclusionFilters", $"ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as {mutability}");
        if (!hasExclusions && filters is { Count: > 0 })
            throw ImageRefusal.Invalid("imageTagMutabilityExclusionFilters", $"ImageTagMutabilityExclusionFilters can't be set when imageTagMutability is set as {mutability}");
        return repository with { TagMutability = mutability, ExclusionFilters = (filters ?? []).Select(each => each.Filter!).ToValueList() };
    }

    /// <summary>The repository with a lifecycle policy, which is carried out from then on once a day.</summary>
    /// <exception cref="ApiException">InvalidParameterException: it is no such policy.</exception>
    public static EcrRepository WithLifecyclePolicy(EcrRepository repository, string text, DateTimeOffset now)
    {
        LifecyclePolicy.Parse(text);
        return repository with { LifecyclePolicyText = text, LifecycleEvaluatedAt = null, NextWake = LifecycleRun.After(now) };
    }

    /// <summary>With KMS and no key, the account's own key for ECR.</summary>
    private static EcrRepository Encrypted(World world, EcrRepository repository, string? type, string? key)
    {
        type ??= EncryptionType.Aes256;
        if (type == EncryptionType.Aes256)
        {
            return key is null ? repository : throw ImageRefusal.Invalid("encryptionConfiguration", "KmsKey cannot be specified when encryptionType is AES256");
        }
        var managed = $"arn:aws:kms:{world.Scope.Region}:{world.Scope.Account}:key/{DerivedId.Uuid(world.Scope.ToString(), "aws/ecr")}";
        return repository with { EncryptionType = type, KmsKey = key ?? managed };
    }
}
