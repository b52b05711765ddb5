using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>A repository as DescribeRepositories shows it.</summary>
internal static class RepositoryView
{
    public static Repository Of(World world, EcrRepository repository, RequestContext context) => new()
    {
        RepositoryArn = EcrRepository.ArnOf(world.Scope, repository.Name),
        RegistryId = world.Scope.Account,
        RepositoryName = repository.Name,
        RepositoryUri = $"{RegistryHost.Of(context, world.Scope)}/{repository.Name}",
        CreatedAt = repository.CreatedAt,
        ImageTagMutability = repository.TagMutability,
        ImageTagMutabilityExclusionFilters = Filters(repository),
        ImageScanningConfiguration = new() { ScanOnPush = repository.ScanOnPush },
        EncryptionConfiguration = new() { EncryptionType = repository.EncryptionType, KmsKey = repository.KmsKey },
    };

    public static ValueList<ImageTagMutabilityExclusionFilter>? Filters(EcrRepository repository) => repository.ExclusionFilters.Count == 0
        ? null
        : repository.ExclusionFilters.Select(filter => new ImageTagMutabilityExclusionFilter { FilterType = ImageTagMutabilityExclusionFilterType.Wildcard, Filter = filter }).ToValueList();
}
