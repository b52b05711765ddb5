using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<GetRegistryScanningConfigurationResponse> GetRegistryScanningConfigurationAsync(GetRegistryScanningConfigurationRequest request, RequestContext context) =>
        Answer(new GetRegistryScanningConfigurationResponse { RegistryId = context.Scope.Account, ScanningConfiguration = ScanningOf(Read(context, null, null)) });

    public ValueTask<PutRegistryScanningConfigurationResponse> PutRegistryScanningConfigurationAsync(PutRegistryScanningConfigurationRequest request, RequestContext context) =>
        Write(context, null, null, (world, _) =>
        {
            var next = RegistryRules.PutScanning(world, request);
            return (next, new PutRegistryScanningConfigurationResponse { RegistryScanningConfiguration = ScanningOf(next) });
        });

    public ValueTask<BatchGetRepositoryScanningConfigurationResponse> BatchGetRepositoryScanningConfigurationAsync(BatchGetRepositoryScanningConfigurationRequest request, RequestContext context)
    {
        var world = Read(context, null, null);
        var names = request.RepositoryNames!.Distinct(StringComparer.Ordinal).ToLookup(world.EcrRepositories.ContainsKey);
        return Answer(new BatchGetRepositoryScanningConfigurationResponse
        {
            ScanningConfigurations = names[true].Select(name => ScanningOf(world, world.EcrRepositories[name])).ToValueList(),
            Failures = names[false].Select(name => new RepositoryScanningConfigurationFailure
            {
                RepositoryName = name, FailureCode = ScanningConfigurationFailureCode.RepositoryNotFound, FailureReason = ImageRefusal.RepositoryNotFound(world.Scope, name).Message,
            }).ToValueList(),
        });
    }

    public ValueTask<StartImageScanResponse> StartImageScanAsync(StartImageScanRequest request, RequestContext context) =>
        Write(context, request.RegistryId, request.RepositoryName, (world, now) =>
        {
            var (next, scan) = ImageScanning.Start(world, request.RepositoryName!, request.ImageId!, now);
            return (next, new StartImageScanResponse
            {
                RegistryId = world.Scope.Account, RepositoryName = scan.RepositoryName, ImageId = request.ImageId! with { ImageDigest = scan.Digest }, ImageScanStatus = ScanView.StatusOf(scan),
            });
        });

    public ValueTask<DescribeImageScanFindingsResponse> DescribeImageScanFindingsAsync(DescribeImageScanFindingsRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var scan = ImageScanning.Require(world, request.RepositoryName!, request.ImageId!);
        var (findings, nextToken) = ScanView.PageOf(scan, request.NextToken, request.MaxResults);
        return Answer(new DescribeImageScanFindingsResponse
        {
            RegistryId = world.Scope.Account,
            RepositoryName = scan.RepositoryName,
            ImageId = request.ImageId! with { ImageDigest = scan.Digest },
            ImageScanStatus = ScanView.StatusOf(scan),
            ImageScanFindings = findings,
            NextToken = nextToken,
        });
    }

    private static RegistryScanningConfiguration ScanningOf(World world) => new() { ScanType = world.EcrRegistry.ScanType, Rules = world.EcrRegistry.ScanningRules };

    private static RepositoryScanningConfiguration ScanningOf(World world, EcrRepository repository) => new()
    {
        RepositoryArn = EcrRepository.ArnOf(world.Scope, repository.Name),
        RepositoryName = repository.Name,
        ScanOnPush = RegistryRules.ScansOnPush(world, repository),
        ScanFrequency = RegistryRules.FrequencyFor(world, repository.Name) ?? (repository.ScanOnPush ? ScanFrequency.ScanOnPush : ScanFrequency.Manual),
        AppliedScanFilters = world.EcrRegistry.ScanningRules.SelectMany(rule => RegistryRules.FiltersFor(rule, repository.Name)).ToValueList(),
    };
}
