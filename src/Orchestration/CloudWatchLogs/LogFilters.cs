using System.Globalization;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>Metric filters and subscription filters of a log group (see PutMetricFilter, PutSubscriptionFilter and "CloudWatch Logs quotas").</summary>
public static class LogFilters
{
    private const int MostMetricFilters = 100, MostSubscriptions = 2, MostRegexes = 2, MostPatternsWithRegex = 5, MostDimensions = 3;

    /// <exception cref="ApiException">InvalidParameterException or LimitExceededException.</exception>
    public static CwlLogGroup Put(CwlLogGroup group, PutMetricFilterRequest request, DateTimeOffset now)
    {
        var name = LogNames.Check(request.FilterName!, "filterName");
        var pattern = Parse(request.FilterPattern);
        foreach (var transformation in request.MetricTransformations!) Check(transformation, pattern);
        var others = group.MetricFilters.Where(filter => filter.FilterName != name).ToList();
        if (others.Count >= MostMetricFilters) throw LimitExceeded();
        CheckRegexes(pattern, others.Select(filter => filter.FilterPattern), group.SubscriptionFilters.Select(filter => filter.FilterPattern));
        var filter = new MetricFilter
        {
            FilterName = name,
            FilterPattern = request.FilterPattern,
            MetricTransformations = request.MetricTransformations,
            CreationTime = now.ToUnixTimeMilliseconds(),
            LogGroupName = group.Name,
            ApplyOnTransformedLogs = request.ApplyOnTransformedLogs,
        };
        return group with { MetricFilters = others.Append(filter).OrderBy(each => each.FilterName, StringComparer.Ordinal).ToValueList() };
    }

    /// <exception cref="ApiException">ResourceNotFoundException.</exception>
    public static CwlLogGroup DeleteMetricFilter(CwlLogGroup group, string name) => group.MetricFilters.Any(filter => filter.FilterName == name)
        ? group with { MetricFilters = group.MetricFilters.Where(filter => filter.FilterName != name).ToValueList() }
        : throw CloudWatchLogsErrors.ResourceNotFound("The specified metric filter does not exist.");

    /// <param name="group">Which it is of.</param>
    /// <param name="request">What is asked for; whether the destination is there is not checked here.</param>
    /// <param name="now">When.</param>
    /// <exception cref="ApiException">InvalidParameterException or LimitExceededException.</exception>
    public static CwlLogGroup Put(CwlLogGroup group, PutSubscriptionFilterRequest request, DateTimeOffset now)
    {
        var name = LogNames.Check(request.FilterName!, "filterName");
        var pattern = Parse(request.FilterPattern);
        var others = group.SubscriptionFilters.Where(filter => filter.FilterName != name).ToList();
        if (others.Count >= MostSubscriptions) throw LimitExceeded();
        CheckRegexes(pattern, others.Select(filter => filter.FilterPattern), group.MetricFilters.Select(filter => filter.FilterPattern));
        var filter = new SubscriptionFilter
        {
            FilterName = name,
            LogGroupName = group.Name,
            FilterPattern = request.FilterPattern,
            DestinationArn = request.DestinationArn,
            RoleArn = request.RoleArn,
            Distribution = request.Distribution ?? Distribution.ByLogStream,
            ApplyOnTransformedLogs = request.ApplyOnTransformedLogs,
            CreationTime = now.ToUnixTimeMilliseconds(),
        };
        return group with { SubscriptionFilters = others.Append(filter).OrderBy(each => each.FilterName, StringComparer.Ordinal).ToValueList() };
    }

    /// <exception cref="ApiException">ResourceNotFoundException.</exception>
    public static CwlLogGroup DeleteSubscriptionFilter(CwlLogGroup group, string name) => group.SubscriptionFilters.Any(filter => filter.FilterName == name)
        ? group with { SubscriptionFilters = group.SubscriptionFilters.Where(filter => filter.FilterName != name).ToValueList() }
        : throw CloudWatchLogsErrors.ResourceNotFound("The specified subscription filter does not exist.");

    /// <summary>A pattern of a request: terms, or a condition with at most two regular expressions.</summary>
    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static FilterPattern Parse(string? text)
    {
        var pattern = FilterPattern.Parse(text);
        return pattern.HasFields && pattern.Regexes > MostRegexes ? throw FilterPattern.Invalid() : pattern;
    }

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static void Check(MetricTransformation transformation, FilterPattern pattern)
    {
        var dimensions = transformation.Dimensions ?? ValueMap<string>.Empty;
        if (dimensions.Count > 0 && !pattern.HasFields) throw CloudWatchLogsErrors.InvalidParameter("The specified filter pattern does not support dimensions");
        if (dimensions.Count > MostDimensions)
            throw CloudWatchLogsErrors.InvalidParameter($"Invalid metric transformation: cannot have more than {MostDimensions} dimensions.");
        if (dimensions.Count > 0 && transformation.DefaultValue is not null)
            throw CloudWatchLogsErrors.InvalidParameter("Invalid metric transformation: dimensions and default value are mutually exclusive properties.");
        if (transformation.MetricNamespace!.StartsWith("AWS/", StringComparison.Ordinal))
            throw CloudWatchLogsErrors.InvalidParameter("Invalid metric transformation: metric namespaces starting with AWS/ are reserved.");
        if (Number(transformation.MetricValue!) is null && !(pattern.HasFields && transformation.MetricValue!.StartsWith('$')))
            throw CloudWatchLogsErrors.InvalidParameter($"Invalid metric transformation: the metric value '{transformation.MetricValue}' is neither a number nor a field of the filter pattern.");
    }

    private static void CheckRegexes(FilterPattern pattern, IEnumerable<string?> others, IEnumerable<string?> more)
    {
        if (pattern.Regexes > 0 && others.Concat(more).Count(text => FilterPattern.Parse(text).Regexes > 0) >= MostPatternsWithRegex) throw LimitExceeded();
    }

    private static ApiException LimitExceeded() => CloudWatchLogsErrors.LimitExceeded("Resource limit exceeded.");
}
