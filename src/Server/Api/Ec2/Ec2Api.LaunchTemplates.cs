using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<LaunchTemplate> s_templateFilters = new(template => template.Tags)
    {
        ["launch-template-name"] = template => template.LaunchTemplateName,
    };

    public ValueTask<CreateLaunchTemplateResponse> CreateLaunchTemplateAsync(CreateLaunchTemplateRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, now) =>
    {
        var (next, template) = LaunchTemplates.Create(world, request, seed, now);
        return (next, new CreateLaunchTemplateResponse { LaunchTemplate = LaunchTemplateView.Of(next, template) });
    });

    public ValueTask<CreateLaunchTemplateVersionResponse> CreateLaunchTemplateVersionAsync(CreateLaunchTemplateVersionRequest request, RequestContext context) => Write(context, request.DryRun, (world, now) =>
    {
        var (next, template, version) = LaunchTemplates.CreateVersion(world, request, now);
        return (next, new CreateLaunchTemplateVersionResponse { LaunchTemplateVersion = LaunchTemplateView.Of(next, template, version) });
    });

    public ValueTask<ModifyLaunchTemplateResponse> ModifyLaunchTemplateAsync(ModifyLaunchTemplateRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, template) = LaunchTemplates.Modify(world, request);
        return (next, new ModifyLaunchTemplateResponse { LaunchTemplate = LaunchTemplateView.Of(next, template) });
    });

    public ValueTask<DeleteLaunchTemplateResponse> DeleteLaunchTemplateAsync(DeleteLaunchTemplateRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, template) = LaunchTemplates.Delete(world, request.LaunchTemplateId, request.LaunchTemplateName);
        return (next, new DeleteLaunchTemplateResponse { LaunchTemplate = LaunchTemplateView.Of(next, template) });
    });

    public ValueTask<DeleteLaunchTemplateVersionsResponse> DeleteLaunchTemplateVersionsAsync(DeleteLaunchTemplateVersionsRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, template, deleted, kept) = LaunchTemplates.DeleteVersions(world, request);
        return (next, new DeleteLaunchTemplateVersionsResponse
        {
            SuccessfullyDeletedLaunchTemplateVersions = deleted
                .Select(number => new DeleteLaunchTemplateVersionsResponseSuccessItem { LaunchTemplateId = template.Id, LaunchTemplateName = template.Name, VersionNumber = number })
                .ToValueList(),
            UnsuccessfullyDeletedLaunchTemplateVersions = kept.Select(text => new DeleteLaunchTemplateVersionsResponseErrorItem
            {
                LaunchTemplateId = template.Id,
                LaunchTemplateName = template.Name,
                VersionNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
                ResponseError = new() { Code = "launchTemplateVersionDoesNotExist", Message = $"Could not delete version {text}: it is the default version, or does not exist." },
            }).ToValueList(),
        });
    });

    public ValueTask<DescribeLaunchTemplatesResponse> DescribeLaunchTemplatesAsync(DescribeLaunchTemplatesRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.LaunchTemplateIds is { Count: > 0 } ids ? ids.Distinct().Select(id => LaunchTemplates.Find(world, id, null))
            : request.LaunchTemplateNames is { Count: > 0 } names ? names.Distinct().Select(name => LaunchTemplates.Find(world, null, name))
            : world.Ec2<Ec2LaunchTemplate>(EntityKind.LaunchTemplate);
        var (page, token) = Ec2Page.Of(s_templateFilters.Apply(all.Select(template => LaunchTemplateView.Of(world, template)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeLaunchTemplatesResponse { LaunchTemplates = page, NextToken = token });
    }

    public ValueTask<DescribeLaunchTemplateVersionsResponse> DescribeLaunchTemplateVersionsAsync(DescribeLaunchTemplateVersionsRequest request, RequestContext context)
    {
        var world = Read(context);
        var template = LaunchTemplates.Find(world, request.LaunchTemplateId, request.LaunchTemplateName);
        var versions = request.Versions is { Count: > 0 } named
            ? named.Select(version => LaunchTemplates.Version(template, version)).DistinctBy(version => version.Number)
            : template.Versions.Where(version => version.Number >= Bound(request.MinVersion, 1) && version.Number <= Bound(request.MaxVersion, long.MaxValue));
        var shown = versions.OrderByDescending(version => version.Number).Select(version => LaunchTemplateView.Of(world, template, version)).ToValueList();
        var (page, token) = Ec2Page.Of(shown, request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeLaunchTemplateVersionsResponse { LaunchTemplateVersions = page, NextToken = token });
    }

    private static long Bound(string? text, long otherwise) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
