using System.Globalization;
using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Elbv2;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

/// <summary>
/// The Elastic Load Balancing API (version 2) over the state store, one file for each family of resources: check, update the World, render.
/// The rules themselves are the core's.
/// </summary>
internal sealed partial class Elbv2Api(StateStore store, System.Action stimulate, ResourceIds resourceIds) : IElbv2
{
    private const int LargestPage = 400;

    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        Answer(new DescribeAccountLimitsResponse
        {
            Limits = ElbQuotas.All.Select(quota => new Limit { Name = quota.Name, Max = quota.Max.ToString(CultureInfo.InvariantCulture) }).ToValueList(),
        });

    public ValueTask<AddTagsResponse> AddTagsAsync(AddTagsRequest request, RequestContext context) =>
        Write(context, (world, _) => (ElbTags.Add(world, request.ResourceArns, request.Tags), new AddTagsResponse()));

    public ValueTask<RemoveTagsResponse> RemoveTagsAsync(RemoveTagsRequest request, RequestContext context) =>
        Write(context, (world, _) => (ElbTags.Remove(world, request.ResourceArns, request.TagKeys), new RemoveTagsResponse()));

    public ValueTask<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, RequestContext context)
    {
        var world = Read(context);
        return Answer(new DescribeTagsResponse { TagDescriptions = (request.ResourceArns ?? []).Distinct().Select(arn => new TagDescription { ResourceArn = arn, Tags = ElbTags.Of(world, arn) }).ToValueList() });
    }

    public ValueTask<DescribeSSLPoliciesResponse> DescribeSSLPoliciesAsync(DescribeSSLPoliciesRequest request, RequestContext context)
    {
        var found = (request.Names is { Count: > 0 } names ? names.Distinct().Select(SslPolicies.Find) : SslPolicies.All)
            .Where(policy => request.LoadBalancerType is not { } type || policy.SupportedLoadBalancerTypes!.Contains(type));
        var page = Page(found.Select(policy => (policy.Name!, policy)), request.Marker, request.PageSize);
        return Answer(new DescribeSSLPoliciesResponse { SslPolicies = page.Items, NextMarker = page.NextToken });
    }

    /// <summary>16 hexadecimal digits.</summary>
    private string NewId() => resourceIds.NewId()[..16];

    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => change(DefaultNetwork.Ensure(world), now));
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);

    /// <summary>One page of what was found, by what each is called.</summary>
    private static Page<T> Page<T>(IEnumerable<(string Key, T Item)> found, string? marker, int? size)
        where T : class
    {
        var items = found.DistinctBy(each => each.Key).ToDictionary(each => each.Key, each => each.Item, StringComparer.Ordinal);
        return Paging.Of(items.Keys.Order(StringComparer.Ordinal), marker, size ?? LargestPage, key => items[key], ElbRefusal.Validation, largest: LargestPage);
    }
}
