using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    private const int MostRolloutsDescribed = 20;

    public ValueTask<ListServiceDeploymentsResponse> ListServiceDeploymentsAsync(ListServiceDeploymentsRequest request, RequestContext context)
    {
        var world = Read(context);
        var cluster = ClusterRules.Active(world, request.Cluster);
        var service = ServiceIdentifiers.Find(world, cluster.Name, request.Service) ?? throw EcsErrors.ServiceNotFound("Service not found.");
        var newestFirst = world.RolloutIndex[RolloutBuckets.Deployments(service.Key)]
            .Select(key => world.ServiceDeployments[key])
            .Where(rollout => Matches(rollout, request))
            // What is created first sorts last: the longer ago, the greater.
            .ToDictionary(rollout => $"{DateTimeOffset.MaxValue.Ticks - rollout.CreatedAt.Ticks:D19}{rollout.Id}", StringComparer.Ordinal);
        var page = Paging.Of(
            newestFirst.Keys.Order(StringComparer.Ordinal), request.NextToken, request.MaxResults ?? MostRolloutsDescribed,
            key => ServiceDeploymentView.Brief(world, newestFirst[key]), EcsErrors.InvalidParameter);
        return Answer(new ListServiceDeploymentsResponse { ServiceDeployments = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<DescribeServiceDeploymentsResponse> DescribeServiceDeploymentsAsync(DescribeServiceDeploymentsRequest request, RequestContext context)
    {
        var world = Read(context);
        var (found, failures) = Find(request.ServiceDeploymentArns, "Service deployment ARNs",
            arn => RolloutIdentifiers.Find(world, arn) is { } rollout ? ServiceDeploymentView.Of(world, rollout) : null);
        return Answer(new DescribeServiceDeploymentsResponse { ServiceDeployments = found, Failures = failures });
    }

    public ValueTask<DescribeServiceRevisionsResponse> DescribeServiceRevisionsAsync(DescribeServiceRevisionsRequest request, RequestContext context)
    {
        var world = Read(context);
        var (found, failures) = Find(request.ServiceRevisionArns, "Service revision ARNs",
            arn => RolloutIdentifiers.FindRevision(world, arn) is { } revision ? ServiceDeploymentView.Of(world, revision) : null);
        return Answer(new DescribeServiceRevisionsResponse { ServiceRevisions = found, Failures = failures });
    }

    public ValueTask<StopServiceDeploymentResponse> StopServiceDeploymentAsync(StopServiceDeploymentRequest request, RequestContext context) =>
        Write(context, (world, now) => (StopServiceDeployment.Apply(world, request, now), new StopServiceDeploymentResponse { ServiceDeploymentArn = request.ServiceDeploymentArn }));

    public ValueTask<ContinueServiceDeploymentResponse> ContinueServiceDeploymentAsync(ContinueServiceDeploymentRequest request, RequestContext context) =>
        Write(context, (world, now) => (StopServiceDeployment.Continue(world, request, now), new ContinueServiceDeploymentResponse { ServiceDeploymentArn = request.ServiceDeploymentArn }));

    private static bool Matches(EcsServiceDeployment rollout, ListServiceDeploymentsRequest request) =>
        (request.Status is not { Count: > 0 } statuses || statuses.Contains(rollout.Status))
        && (request.CreatedAt?.After is not { } after || rollout.CreatedAt > after)
        && (request.CreatedAt?.Before is not { } before || rollout.CreatedAt < before);

    private static (ValueList<T> Found, ValueList<Failure> Failures) Find<T>(ValueList<string>? arns, string what, Func<string, T?> find)
        where T : class
    {
        if (arns is not { Count: > 0 }) throw EcsErrors.InvalidParameter($"{what} cannot be empty.");
        if (arns.Count > MostRolloutsDescribed) throw EcsErrors.InvalidParameter($"{what} can have at most {MostRolloutsDescribed} items.");
        var found = arns.Select(arn => (Arn: arn, Item: find(arn))).ToList();
        return (
            found.Select(each => each.Item).OfType<T>().ToValueList(),
            found.Where(each => each.Item is null).Select(each => new Failure { Arn = each.Arn, Reason = "MISSING" }).ToValueList());
    }
}
