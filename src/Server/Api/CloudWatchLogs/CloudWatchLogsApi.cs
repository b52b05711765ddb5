using Workbook.Server.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>The CloudWatch Logs API, one file for each family of resources. The rules themselves are the core's.</summary>
internal sealed partial class CloudWatchLogsApi : ICloudWatchLogs
{
    public bool ChecksItself(string operation, string path) => false;
}
