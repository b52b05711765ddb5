using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.Tests.CloudWatchLogs;

/// <summary>Metric filters and subscription filters: what they may be, and what metric filters make of events.</summary>
internal sealed class LogFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly CwlLogGroup Group = new("/ecs/shop", Now);

    private static MetricTransformation Counting(string value = "1") => new() { MetricName = "Errors", MetricNamespace = "Shop", MetricValue = value };

    private static PutMetricFilterRequest Filter(string name, string pattern, MetricTransformation? transformation = null) =>
        new() { LogGroupName = Group.Name, FilterName = name, FilterPattern = pattern, MetricTransformations = [transformation ?? Counting()] };

    private static PutSubscriptionFilterRequest Subscription(string name, string pattern = "") =>
        new() { LogGroupName = Group.Name, FilterName = name, FilterPattern = pattern, DestinationArn = "arn:aws:logs:us-east-1:123456789012:destination:sink" };

    private static string Refused(PutMetricFilterRequest request) => FluentActions.Invoking(() => LogFilters.Put(Group, request, Now)).Should().Throw<ApiException>().Which.Message;

    private static List<string> Samples(string pattern, MetricTransformation transformation, Func<DateTimeOffset, bool> wantsDefault, params (int Second, string Message)[] events) =>
    [
        .. MetricExtraction.Of(
            new() { MetricTransformations = [transformation] }, FilterPattern.Parse(pattern), [.. events.Select(each => (Now + TimeSpan.FromSeconds(each.Second), each.Message))], wantsDefault)
            .Select(sample => FormattableString.Invariant($"{(sample.At - Now).TotalMinutes} {Described(sample.Metric)} n={sample.Aggregate.Count} sum={sample.Aggregate.Sum} {sample.Unit}")),
    ];

    private static string Described(MetricId metric) => $"{metric.Namespace}/{metric.Name}{string.Concat(metric.Dimensions.Select(each => $" {each.Name}:{each.Value}"))}";

    [Test]
    public void Filters_are_kept_by_name_and_replaced()
    {
        var group = LogFilters.Put(LogFilters.Put(LogFilters.Put(Group, Filter("b", "ERROR"), Now), Filter("a", "WARN"), Now), Filter("b", "FATAL"), Now);
        group.MetricFilters.Select(filter => $"{filter.FilterName} {filter.FilterPattern}").Should().Equal("a WARN", "b FATAL");
        LogFilters.DeleteMetricFilter(group, "a").MetricFilters.Should().ContainSingle();
        group.Invoking(each => LogFilters.DeleteMetricFilter(each, "c")).Should().Throw<ApiException>().WithMessage("The specified metric filter does not exist.");
    }

    [Test]
    public void A_group_has_a_hundred_metric_filters_and_two_subscriptions()
    {
        var full = Enumerable.Range(0, 100).Aggregate(Group, (group, number) => LogFilters.Put(group, Filter($"{number}", ""), Now));
        LogFilters.Put(full, Filter("7", "x"), Now).MetricFilters.Should().HaveCount(100);
        full.Invoking(group => LogFilters.Put(group, Filter("100", ""), Now)).Should().Throw<ApiException>().Where(error => error.Code == "LimitExceededException").WithMessage("Resource limit exceeded.");

        var subscribed = LogFilters.Put(LogFilters.Put(Group, Subscription("a"), Now), Subscription("b"), Now);
        subscribed.SubscriptionFilters.Select(filter => filter.Distribution).Should().Equal("ByLogStream", "ByLogStream");
        subscribed.Invoking(group => LogFilters.Put(group, Subscription("c"), Now)).Should().Throw<ApiException>().WithMessage("Resource limit exceeded.");
        LogFilters.DeleteSubscriptionFilter(subscribed, "a").SubscriptionFilters.Should().ContainSingle();
        subscribed.Invoking(group => LogFilters.DeleteSubscriptionFilter(group, "c")).Should().Throw<ApiException>().WithMessage("The specified subscription filter does not exist.");
    }

    [Test]
    public void Five_patterns_of_a_group_may_have_regular_expressions()
    {
        var group = Enumerable.Range(0, 4).Aggregate(LogFilters.Put(Group, Subscription("s", "%x%"), Now), (each, number) => LogFilters.Put(each, Filter($"{number}", "%x%"), Now));
        group.Invoking(each => LogFilters.Put(each, Filter("5", "%x%"), Now)).Should().Throw<ApiException>().WithMessage("Resource limit exceeded.");
        LogFilters.Put(group, Filter("5", "x"), Now).MetricFilters.Should().HaveCount(5);
    }

    [Test]
    public void Transformations_fit_their_pattern()
    {
        var byHost = new ValueMap<string>([KeyValuePair.Create("Host", "$.host")]);
        LogFilters.Put(Group, Filter("f", "{ $.ms > 0 }", Counting("$.ms") with { Dimensions = byHost }), Now).MetricFilters.Should().ContainSingle();
        Refused(Filter("f", "ERROR", Counting() with { Dimensions = byHost })).Should().Be("The specified filter pattern does not support dimensions");
        Refused(Filter("f", "{ $.ms > 0 }", Counting() with { Dimensions = byHost, DefaultValue = 0 })).Should().Be("Invalid metric transformation: dimensions and default value are mutually exclusive properties.");
        Refused(Filter("f", "{ $.ms > 0 }", Counting() with { Dimensions = new("abcd".Select(each => KeyValuePair.Create($"{each}", "$.x"))) })).Should().Be("Invalid metric transformation: cannot have more than 3 dimensions.");
        Refused(Filter("f", "ERROR", Counting("$.ms"))).Should().Contain("'$.ms'");
        Refused(Filter("f", "{ $.ms > 0 }", Counting("many"))).Should().Contain("'many'");
        Refused(Filter("f", "ERROR", Counting() with { MetricNamespace = "AWS/ECS" })).Should().Contain("AWS/");
        Refused(Filter("a:b", "")).Should().Be("1 validation error detected: Value 'a:b' at 'filterName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*");
    }

    [Test]
    public void Matches_are_counted_by_the_minute() =>
        Samples("ERROR", Counting() with { Unit = "Count" }, _ => true, (0, "ERROR a"), (59, "ERROR b"), (60, "ERROR c"), (61, "fine")).Should().Equal("0 Shop/Errors n=2 sum=2 Count", "1 Shop/Errors n=1 sum=1 Count");

    [Test]
    public void Values_and_dimensions_are_taken_from_the_event_and_what_lacks_them_is_left_out()
    {
        var transformation = Counting("$.ms") with { Dimensions = new([KeyValuePair.Create("Host", "$.host")]) };
        Samples("{ $.ms = * }", transformation, _ => true,
                (0, """{"ms":5,"host":"a"}"""), (1, """{"ms":"7","host":"b"}"""), (2, """{"ms":2.5,"host":"a"}"""), (3, """{"ms":"slow","host":"a"}"""), (4, """{"ms":1}"""))
            .Should().Equal("0 Shop/Errors Host:a n=2 sum=7.5 None", "0 Shop/Errors Host:b n=1 sum=7 None");
        Samples("[level, ..., bytes]", Counting("$bytes"), _ => true, (0, "GET /index 120")).Should().Equal("0 Shop/Errors n=1 sum=120 None");
    }

    [Test]
    public void A_minute_with_events_of_which_none_matches_has_the_default_value_where_it_is_wanted() =>
        Samples("ERROR", Counting() with { DefaultValue = 0 }, minute => minute != Now + TimeSpan.FromMinutes(2), (0, "fine"), (1, "fine"), (60, "ERROR"), (61, "fine"), (120, "fine"))
            .Should().BeEquivalentTo("1 Shop/Errors n=1 sum=1 None", "0 Shop/Errors n=1 sum=0 None");
}
