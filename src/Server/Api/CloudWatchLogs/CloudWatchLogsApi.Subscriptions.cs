using Workbook.Engine.Logs.Subscriptions;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Subscription filters, and the destinations that they send to. There are no streams of Kinesis here: a destination's target is an address that takes POST requests.</summary>
internal sealed partial class CloudWatchLogsApi
{
    public ValueTask<PutDestinationResponse> PutDestinationAsync(PutDestinationRequest request, RequestContext context)
    {
        var name = LogNames.Check(request.DestinationName!, "destinationName");
        if (SubscriptionDelivery.AddressOf(request.TargetArn!) is null)
            throw CloudWatchLogsErrors.InvalidParameter("Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.");
        stimulate();
        var before = logs.FindDestination(context.Scope, LogNames.DestinationArnOf(context.Scope, name));
        var destination = new CwlDestination(name, request.TargetArn!, request.RoleArn!, before?.CreatedAt ?? Now) { AccessPolicy = before?.AccessPolicy };
        logs.PutDestination(context.Scope, destination);
        return new(new PutDestinationResponse { Destination = LogView.Of(destination, context.Scope) });
    }

    public ValueTask<PutDestinationPolicyResponse> PutDestinationPolicyAsync(PutDestinationPolicyRequest request, RequestContext context)
    {
        stimulate();
        logs.PutDestination(context.Scope, Destination(request.DestinationName!, context) with { AccessPolicy = request.AccessPolicy });
        return new(new PutDestinationPolicyResponse());
    }

    public ValueTask<DeleteDestinationResponse> DeleteDestinationAsync(DeleteDestinationRequest request, RequestContext context)
    {
        stimulate();
        logs.DeleteDestination(context.Scope, Destination(request.DestinationName!, context).Name);
        return new(new DeleteDestinationResponse());
    }

    public ValueTask<DescribeDestinationsResponse> DescribeDestinationsAsync(DescribeDestinationsRequest request, RequestContext context)
    {
        var found = logs.Destinations(context.Scope)
            .Where(each => request.DestinationNamePrefix is not { } prefix || each.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(each => (each.Name, LogView.Of(each, context.Scope)));
        var page = PageOf(found, request.NextToken, request.Limit);
        return new(new DescribeDestinationsResponse { Destinations = page.Items, NextToken = page.NextToken });
    }

    public async ValueTask<PutSubscriptionFilterResponse> PutSubscriptionFilterAsync(PutSubscriptionFilterRequest request, RequestContext context)
    {
        // First whether it could be put, so that nobody is sent a message for nothing.
        LogFilters.Put(logs.FindGroup(context.Scope, LogNames.CheckGroup(request.LogGroupName!)) ?? throw LogNames.NoGroup(), request, Now);
        var destination = logs.FindDestination(context.Scope, request.DestinationArn!) ?? throw Unreachable(request.DestinationArn!);
        if (!await subscriptions.ProbeAsync(destination, Now, context.Cancellation)) throw Unreachable(request.DestinationArn!);
        return await Change<PutSubscriptionFilterResponse>(context, request.LogGroupName!, group => LogFilters.Put(group, request, Now));
    }

    public ValueTask<DeleteSubscriptionFilterResponse> DeleteSubscriptionFilterAsync(DeleteSubscriptionFilterRequest request, RequestContext context) =>
        Change<DeleteSubscriptionFilterResponse>(context, request.LogGroupName!, group => LogFilters.DeleteSubscriptionFilter(group, request.FilterName!));

    public ValueTask<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request, RequestContext context)
    {
        var group = logs.FindGroup(context.Scope, LogNames.CheckGroup(request.LogGroupName!)) ?? throw LogNames.NoGroup();
        var found = group.SubscriptionFilters
            .Where(filter => request.FilterNamePrefix is not { } prefix || filter.FilterName!.StartsWith(prefix, StringComparison.Ordinal))
            .Select(filter => (filter.FilterName!, filter));
        var page = PageOf(found, request.NextToken, request.Limit);
        return new(new DescribeSubscriptionFiltersResponse { SubscriptionFilters = page.Items, NextToken = page.NextToken });
    }

    private CwlDestination Destination(string name, RequestContext context) =>
        logs.FindDestination(context.Scope, LogNames.DestinationArnOf(context.Scope, LogNames.Check(name, "destinationName")))
        ?? throw CloudWatchLogsErrors.ResourceNotFound("The specified destination does not exist.");

    private static ApiException Unreachable(string arn) => CloudWatchLogsErrors.InvalidParameter((arn.Split(':') is [_, _, var service, ..] ? service : "") switch
    {
        "lambda" => "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
        "kinesis" => "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
        "firehose" => "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
        "logs" => "Could not deliver test message to specified destination. Check if the destination is valid.",
        var vendor => $"PutSubscriptionFilter operation cannot work with destinationArn for vendor {vendor}",
    });
}
