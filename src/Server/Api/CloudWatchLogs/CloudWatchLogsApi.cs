using Workbook.Engine.Logs;
using Workbook.Engine.Logs.Subscriptions;
using Workbook.Engine.State;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>The CloudWatch Logs API over the log store, one file for each family of resources. The rules themselves are the core's.</summary>
internal sealed partial class CloudWatchLogsApi(LogStore logs, SubscriptionDelivery subscriptions, StateStore store, System.Action stimulate) : ICloudWatchLogs
{
    /// <summary>DescribeLogGroups and its like give as many at a time, unless they are asked for fewer.</summary>
    private const int MostListed = 50;

    public bool ChecksItself(string operation, string path) => false;

    private DateTimeOffset Now => store.Clock.GetUtcNow();

    private static ApiException InvalidToken(string message) => CloudWatchLogsErrors.InvalidParameter("The specified nextToken is invalid.");

    /// <summary>The groups that a page of a list is made of, in the order of their names.</summary>
    private static Page<T> PageOf<T>(IEnumerable<(string Key, T Item)> items, string? nextToken, int? limit, bool descending = false)
        where T : class
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, item) in items) all.Add(key, item);
        return Paging.Of(all.Keys, nextToken, limit ?? MostListed, key => all[key], InvalidToken, descending);
    }

    private ValueTask<T> Change<T>(RequestContext context, string group, Func<CwlLogGroup, CwlLogGroup> change)
        where T : new()
    {
        stimulate();
        logs.UpdateGroup(context.Scope, LogNames.CheckGroup(group), change);
        return new(new T());
    }
}
