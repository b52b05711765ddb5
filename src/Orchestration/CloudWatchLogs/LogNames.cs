using System.Text.RegularExpressions;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>What names of groups, streams and filters may be, and ARNs that stand for them.</summary>
public static partial class LogNames
{
    private const string GroupPattern = @"[\.\-_/#A-Za-z0-9]+", OtherPattern = "[^:*]*", ArnPattern = @"[\w#+=/:,.@-]*";

    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static string CheckGroup(string name, string path = "logGroupName") => GroupNames().IsMatch(name) ? name : throw Refused(name, path, GroupPattern);

    /// <inheritdoc cref="CheckGroup"/>
    public static string CheckNewGroup(string name) => CheckGroup(name).StartsWith("aws/", StringComparison.OrdinalIgnoreCase)
        ? throw CloudWatchLogsErrors.InvalidParameter("Log groups starting with AWS/ are reserved for AWS.")
        : name;

    /// <summary>Of a stream, filter or destination.</summary>
    /// <inheritdoc cref="CheckGroup"/>
    public static string Check(string name, string path) => OtherNames().IsMatch(name) ? name : throw Refused(name, path, OtherPattern);

    public static string ArnOf(AccountRegion scope, string group) => $"arn:aws:logs:{scope.Region}:{scope.Account}:log-group:{group}";

    public static string ArnOf(AccountRegion scope, string group, string stream) => $"{ArnOf(scope, group)}:log-stream:{stream}";

    public static string DestinationArnOf(AccountRegion scope, string destination) => $"arn:aws:logs:{scope.Region}:{scope.Account}:destination:{destination}";

    /// <summary>The group that a request means by <c>logGroupName</c> or by <c>logGroupIdentifier</c>, which is a name or an ARN.</summary>
    /// <inheritdoc cref="CheckGroup"/>
    public static string GroupOf(AccountRegion scope, string? name, string? identifier) => (name, identifier) switch
    {
        ({ } given, null) => CheckGroup(given),
        (null, { } given) => GroupIn(scope, given),
        (null, null) => throw CloudWatchLogsErrors.InvalidParameter("Either logGroupName or logGroupIdentifier must be specified."),
        _ => throw CloudWatchLogsErrors.InvalidParameter("LogGroup name and LogGroup ARN are mutually exclusive parameters."),
    };

    /// <summary>The name in an identifier.</summary>
    /// <inheritdoc cref="CheckGroup"/>
    public static string GroupIn(AccountRegion scope, string identifier, string path = "logGroupIdentifier")
    {
        if (!identifier.StartsWith("arn:", StringComparison.Ordinal)) return CheckGroup(identifier, path);
        if (!Arns().IsMatch(identifier)) throw Refused(identifier, path, ArnPattern);
        return GroupOfArn(scope, identifier) ?? throw NoGroup();
    }

    /// <summary>The group that an ARN names, also one that ends in <c>:*</c> as DescribeLogGroups gives it; null for one of elsewhere.</summary>
    public static string? GroupOfArn(AccountRegion scope, string arn)
    {
        var prefix = ArnOf(scope, "");
        if (!arn.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var name = arn[prefix.Length..];
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }

    public static ApiException NoGroup() => CloudWatchLogsErrors.ResourceNotFound("The specified log group does not exist.");

    public static ApiException NoStream() => CloudWatchLogsErrors.ResourceNotFound("The specified log stream does not exist.");

    private static ApiException Refused(string value, string path, string pattern) => CloudWatchLogsErrors.InvalidParameter(
        $"1 validation error detected: Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}");

    [GeneratedRegex(@"^[\.\-_/#A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupNames();

    [GeneratedRegex(@"^[^:*]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OtherNames();

    [GeneratedRegex(@"^[\w#+=/:,.@-]*\z", RegexOptions.ECMAScript)]
    private static partial Regex Arns();
}
