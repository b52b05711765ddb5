using System.Globalization;
using System.Text;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.MetricMath;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>
/// One page of an answer of GetMetricData. The data points of all results are counted through, and a token says how many
/// were given; what was written meanwhile may shift the rest, as on AWS.
/// </summary>
internal sealed class MetricDataPage
{
    private const int MostQueries = 500, MostPoints = 100_800;

    private readonly bool _ascending;
    private readonly int _size;
    private readonly long _given;

    private MetricDataPage(bool ascending, int size, long given) => (_ascending, _size, _given) = (ascending, size, given);

    /// <exception cref="ApiException">ValidationError or InvalidNextToken.</exception>
    public static MetricDataPage Of(GetMetricDataRequest request)
    {
        var queries = request.MetricDataQueries!;
        if (queries.Count == 0) throw Error("The collection MetricDataQueries must not be empty.");
        if (queries.Count > MostQueries) throw Error($"The collection MetricDataQueries must not have a size greater than {MostQueries}.");
        if (request.StartTime >= request.EndTime) throw Error("The parameter StartTime must be less than the parameter EndTime.");
        if (request.MaxDatapoints is < 1 or > MostPoints) throw Error($"MaxDatapoints must be between 1 and {MostPoints}.");
        MetricQueryRules.Check(queries);
        return new(request.ScanBy == ScanBy.TimestampAscending, request.MaxDatapoints ?? MostPoints, Decode(request.NextToken));
    }

    public GetMetricDataResponse Answer(IEnumerable<(MetricDataQuery Query, TimeSeries Series)> found)
    {
        var results = new List<MetricDataResult>();
        var (skip, left, more) = (_given, _size, false);
        foreach (var (query, series) in found)
        {
            var points = series.Points;
            var from = (int)Math.Min(skip, points.Count);
            var count = Math.Min(points.Count - from, left);
            (skip, left) = (skip - from, left - count);
            more |= from + count < points.Count;
            results.Add(new()
            {
                Id = query.Id,
                Label = series.Label ?? query.Id,
                Timestamps = Enumerable.Range(from, count).Select(i => At(points, i).At).ToValueList(),
                Values = Enumerable.Range(from, count).Select(i => At(points, i).Value).ToValueList(),
                StatusCode = from + count < points.Count ? StatusCode.PartialData : StatusCode.Complete,
            });
        }
        return new() { MetricDataResults = results.ToValueList(), Messages = [], NextToken = more ? Encode(_given + _size - left) : null };
    }

    private SeriesPoint At(ValueList<SeriesPoint> points, int number) => points[_ascending ? number : points.Count - 1 - number];

    private static string Encode(long given) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"given:{given}")));

    private static long Decode(string? token)
    {
        if (token is null) return 0;
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && Encoding.ASCII.GetString(bytes, 0, length) is var text
            && text.StartsWith("given:", StringComparison.Ordinal) && long.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : throw CloudWatchErrors.InvalidNextToken("The NextToken is invalid.");
    }

    private static ApiException Error(string message) => CloudWatchErrors.Create("ValidationError", message);
}
