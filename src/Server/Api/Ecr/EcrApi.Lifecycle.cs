using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public ValueTask<PutLifecyclePolicyResponse> PutLifecyclePolicyAsync(PutLifecyclePolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, now) => (
            RepositoryRules.WithLifecyclePolicy(repository, request.LifecyclePolicyText!, now),
            new PutLifecyclePolicyResponse { RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, LifecyclePolicyText = request.LifecyclePolicyText }));

    public ValueTask<GetLifecyclePolicyResponse> GetLifecyclePolicyAsync(GetLifecyclePolicyRequest request, RequestContext context)
    {
        var repository = ImageLookup.Repository(Read(context, request.RegistryId, request.RepositoryName), request.RepositoryName);
        return Answer(new GetLifecyclePolicyResponse
        {
            RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, LifecyclePolicyText = LifecyclePolicyOf(RegistryOf(context, request.RegistryId), repository), LastEvaluatedAt = EvaluatedAt(repository),
        });
    }

    public ValueTask<DeleteLifecyclePolicyResponse> DeleteLifecyclePolicyAsync(DeleteLifecyclePolicyRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, _) => (
            repository with { LifecyclePolicyText = null, LifecycleEvaluatedAt = null, NextWake = null },
            new DeleteLifecyclePolicyResponse
            {
                RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, LifecyclePolicyText = LifecyclePolicyOf(RegistryOf(context, request.RegistryId), repository), LastEvaluatedAt = EvaluatedAt(repository),
            }));

    public ValueTask<StartLifecyclePolicyPreviewResponse> StartLifecyclePolicyPreviewAsync(StartLifecyclePolicyPreviewRequest request, RequestContext context) =>
        Change(context, request.RegistryId, request.RepositoryName, (repository, now) =>
        {
            var text = request.LifecyclePolicyText ?? LifecyclePolicyOf(RegistryOf(context, request.RegistryId), repository);
            LifecyclePolicy.Parse(text);
            return (repository with { Preview = new(text, now) }, new StartLifecyclePolicyPreviewResponse
            {
                RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = repository.Name, LifecyclePolicyText = text, Status = LifecyclePolicyPreviewStatus.InProgress,
            });
        });

    public ValueTask<GetLifecyclePolicyPreviewResponse> GetLifecyclePolicyPreviewAsync(GetLifecyclePolicyPreviewRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var repository = ImageLookup.Repository(world, request.RepositoryName);
        var preview = repository.Preview ?? throw EcrErrors.LifecyclePolicyPreviewNotFound(
            $"Lifecycle policy preview does not exist for the repository with name '{repository.Name}' in the registry with id '{world.Scope.Account}'");
        var marks = LifecycleEvaluation.Of(world, repository.Name, LifecyclePolicy.Parse(preview.PolicyText), preview.StartedAt);
        var named = request.ImageIds?.Select(id => ImageIds.Require(world, repository.Name, id).Digest).ToHashSet(StringComparer.Ordinal);
        var shown = marks
            .Where(mark => named?.Contains(mark.Image.Digest) != false && ImageFilters.HasTagStatus(mark.Image, request.Filter?.TagStatus))
            .ToDictionary(mark => mark.Image.Digest, StringComparer.Ordinal);
        var page = EcrPage.Of(shown.Keys.Order(StringComparer.Ordinal), request.NextToken, request.MaxResults, digest => LifecycleView.Of(shown[digest]));
        return Answer(new GetLifecyclePolicyPreviewResponse
        {
            RegistryId = world.Scope.Account,
            RepositoryName = repository.Name,
            LifecyclePolicyText = preview.PolicyText,
            Status = LifecyclePolicyPreviewStatus.Complete,
            PreviewResults = page.Items,
            NextToken = page.NextToken,
            Summary = LifecycleView.Summary(marks),
        });
    }

    private static string LifecyclePolicyOf(AccountRegion registry, EcrRepository repository) => repository.LifecyclePolicyText ?? throw EcrErrors.LifecyclePolicyNotFound(
        $"Lifecycle policy does not exist for the repository with name '{repository.Name}' in the registry with id '{registry.Account}'");

    // ECR shows the epoch for a policy that was never carried out.
    private static DateTimeOffset EvaluatedAt(EcrRepository repository) => repository.LifecycleEvaluatedAt ?? DateTimeOffset.UnixEpoch;
}
