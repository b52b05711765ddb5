using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.EcrPublic;

namespace Workbook.Orchestration.Images;

/// <summary>The rules of ECR Public, which is in one region and is the same registry for the whole account.</summary>
public static class PublicRepositories
{
    /// <summary>Where the API of ECR Public is.</summary>
    public const string Region = "us-east-1";

    private const int MostTags = 50;

    /// <summary>The alias that ECR gave the account's registry: a letter and seven letters or digits.</summary>
    public static string AliasOf(AccountRegion scope) => "p" + DerivedId.Hex(scope.Account, "public registry")[..7];

    /// <exception cref="ApiException">RepositoryNotFoundException.</exception>
    public static EcrPublicRepository Find(World world, string name) => world.EcrPublicRepositories.TryGetValue(name, out var repository)
        ? repository
        : throw EcrPublicErrors.RepositoryNotFound($"The repository with name '{name}' does not exist in the registry with id '{world.Scope.Account}'");

    public static (World World, EcrPublicRepository Repository) Create(World world, CreateRepositoryRequest request, DateTimeOffset now)
    {
        var name = request.RepositoryName!;
        if (world.EcrPublicRepositories.ContainsKey(name))
            throw EcrPublicErrors.RepositoryAlreadyExists($"The repository with name '{name}' already exists in the registry with id '{world.Scope.Account}'");
        var repository = new EcrPublicRepository(name, now) { Catalog = Catalog(request.CatalogData), Tags = Merge([], request.Tags ?? []) };
        return (world.Put(repository), repository);
    }

    /// <summary>What is put replaces what was there. Logos are not kept.</summary>
    public static RepositoryCatalogData? Catalog(RepositoryCatalogDataInput? input) => input is null ? null : new()
    {
        Description = input.Description, Architectures = input.Architectures, OperatingSystems = input.OperatingSystems,
        AboutText = input.AboutText, UsageText = input.UsageText, MarketplaceCertified = false,
    };

    /// <summary>The repository that an ARN names.</summary>
    /// <exception cref="ApiException">InvalidParameterException, RepositoryNotFoundException.</exception>
    public static EcrPublicRepository ByArn(World world, string arn)
    {
        var prefix = EcrPublicRepository.ArnOf(world.Scope, "");
        return arn.StartsWith(prefix, StringComparison.Ordinal) && arn.Length > prefix.Length
            ? Find(world, arn[prefix.Length..])
            : throw EcrPublicErrors.InvalidParameter($"Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN '{arn}''");
    }

    /// <summary>The tags with <paramref name="added"/> over them.</summary>
    /// <exception cref="ApiException">InvalidTagParameterException, TooManyTagsException.</exception>
    public static ValueList<Tag> Merge(ValueList<Tag> current, ValueList<Tag> added)
    {
        if (added.Any(tag => tag.Key is null || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) || added.Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count() < added.Count)
            throw EcrPublicErrors.InvalidTagParameter("Invalid parameter at 'tags' failed to satisfy constraint: 'Tag keys must be unique and must not start with 'aws:''");
        var merged = current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).ToValueList();
        return merged.Count > MostTags ? throw EcrPublicErrors.TooManyTags($"The number of tags exceeds the limit of {MostTags} tags per repository.") : merged;
    }
}
