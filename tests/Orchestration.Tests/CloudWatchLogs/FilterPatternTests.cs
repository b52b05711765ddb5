using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.CloudWatchLogs;

/// <summary>Filter patterns against messages, along the examples of the user guide's page on their syntax.</summary>
internal sealed class FilterPatternTests
{
    private const string Access = """127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 404 1534""";

    private const string Event =
        """{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],"objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"IsTrue":true,"detail-type":"x","latency":50.5,"code":"404","user":{"id":1,"email":"John.Stiles@example.com"}}""";

    private static bool Matches(string pattern, string message) => FilterPattern.Parse(pattern).Matches(message);

    private static string Refused(string pattern) => FluentActions.Invoking(() => LogFilters.Parse(pattern)).Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").Which.Message;

    [TestCase("", "anything", ExpectedResult = true)]
    [TestCase("  ", "anything", ExpectedResult = true)]
    [TestCase("\"\"", "anything", ExpectedResult = true)]
    [TestCase("ERROR", "[ERROR 400] BAD REQUEST", ExpectedResult = true)]
    [TestCase("ERROR", "Exiting with ERRORCODE: -1", ExpectedResult = true)]
    [TestCase("ERROR", "[error] small letters", ExpectedResult = false)]
    [TestCase("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", ExpectedResult = true)]
    [TestCase("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST", ExpectedResult = false)]
    [TestCase("?ERROR ?ARGUMENTS", "[ERROR 400] BAD REQUEST", ExpectedResult = true)]
    [TestCase("?ERROR ?ARGUMENTS", "MISSING ARGUMENTS", ExpectedResult = true)]
    [TestCase("?ERROR ?ARGUMENTS", "all is well", ExpectedResult = false)]
    [TestCase("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", ExpectedResult = true)]
    [TestCase("\"INTERNAL SERVER ERROR\"", "SERVER INTERNAL ERROR", ExpectedResult = false)]
    [TestCase("\"a \\\"quoted\\\" word\"", "with a \"quoted\" word in it", ExpectedResult = true)]
    [TestCase("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", ExpectedResult = true)]
    [TestCase("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", ExpectedResult = false)]
    [TestCase("-\"health check\"", "GET / health check", ExpectedResult = false)]
    [TestCase("?ERROR ?WARN INFO", "INFO", ExpectedResult = true, Description = "beside other terms the question mark counts for nothing")]
    [TestCase("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", ExpectedResult = true)]
    [TestCase("%^\\[ERROR%", "an [ERROR", ExpectedResult = false)]
    [TestCase("%status: [45]\\d\\d$%", "status: 503", ExpectedResult = true)]
    public bool Terms(string pattern, string message) => Matches(pattern, message);

    [TestCase("{ $.eventType = \"UpdateTrail\" }", ExpectedResult = true)]
    [TestCase("{$.eventType=UpdateTrail}", ExpectedResult = true)]
    [TestCase("{ $.eventType != \"UpdateTrail\" }", ExpectedResult = false)]
    [TestCase("{ $.nothing != \"UpdateTrail\" }", ExpectedResult = false, Description = "what is not there has no value to compare")]
    [TestCase("{ $.sourceIPAddress = 111.111.* }", ExpectedResult = true)]
    [TestCase("{ $.sourceIPAddress != 123.123.* }", ExpectedResult = true)]
    [TestCase("{ $.eventType = %Trail$% }", ExpectedResult = true)]
    [TestCase("{ $.eventType != %^Delete% }", ExpectedResult = true)]
    [TestCase("{ $.arrayKey[0] = \"value\" }", ExpectedResult = true)]
    [TestCase("{ $.arrayKey[*] = \"another*\" }", ExpectedResult = true)]
    [TestCase("{ $.arrayKey[2] = * }", ExpectedResult = false)]
    [TestCase("{ $.objectList[1].id = 2 }", ExpectedResult = true)]
    [TestCase("{ $.objectList[*].name = \"c\" }", ExpectedResult = false)]
    [TestCase("{ $.user.id < 2 && $.user.email = \"*@example.com\" }", ExpectedResult = true)]
    [TestCase("{ $.SomeObject IS NULL }", ExpectedResult = true)]
    [TestCase("{ $.SomeOtherObject NOT EXISTS }", ExpectedResult = true)]
    [TestCase("{ $.SomeObject NOT EXISTS }", ExpectedResult = false)]
    [TestCase("{ $.IsTrue IS TRUE }", ExpectedResult = true)]
    [TestCase("{ $.IsTrue IS FALSE }", ExpectedResult = false)]
    [TestCase("{ $.IsTrue = true }", ExpectedResult = true)]
    [TestCase("{ $.detail-type = x }", ExpectedResult = true)]
    [TestCase("{ $['detail-type'] = x }", ExpectedResult = true)]
    [TestCase("{ $.latency > 50 }", ExpectedResult = true)]
    [TestCase("{ $.latency >= 50.5 && $.latency <= 5.05e1 }", ExpectedResult = true)]
    [TestCase("{ $.latency = 50.50 }", ExpectedResult = true)]
    [TestCase("{ $.latency = 5* }", ExpectedResult = true)]
    [TestCase("{ $.latency = \"50.5\" }", ExpectedResult = false, Description = "a text is not a number")]
    [TestCase("{ $.code = \"404\" }", ExpectedResult = true)]
    [TestCase("{ $.code > 400 }", ExpectedResult = false)]
    [TestCase("{ $.user = * }", ExpectedResult = false)]
    [TestCase("{ $.user.id = 2 || $.user.id = 1 && $.IsTrue IS TRUE }", ExpectedResult = true, Description = "and binds tighter")]
    [TestCase("{ ($.user.id = 2 || $.user.id = 1) && $.IsTrue IS FALSE }", ExpectedResult = false)]
    public bool Json(string pattern) => Matches(pattern, Event);

    [TestCase("plain text")]
    [TestCase("""["a"]""")]
    [TestCase("""{"a": 1""")]
    public void Json_conditions_want_objects(string message) => Matches("{ $.a NOT EXISTS }", message).Should().BeFalse();

    [TestCase("[ip, user, username, timestamp, request, status_code, bytes]", ExpectedResult = true)]
    [TestCase("[ip, user, username, timestamp, request, status_code, bytes, more]", ExpectedResult = false)]
    [TestCase("[ip, user, username, timestamp, request, status_code = 404, bytes > 1000]", ExpectedResult = true)]
    [TestCase("[ip, user, username, timestamp, request, status_code = 4*, bytes > 2000]", ExpectedResult = false)]
    [TestCase("[ip, user, username, timestamp, request = *.gif*, status_code, bytes]", ExpectedResult = true)]
    [TestCase("[ip, user, username, timestamp, request = \"GET *\", status_code, bytes]", ExpectedResult = true)]
    [TestCase("[ip = %127\\.0\\.0\\.[1-9]%, user, username, timestamp, request, status_code, bytes]", ExpectedResult = true)]
    [TestCase("[..., status_code = 4* && status_code != 404, bytes]", ExpectedResult = false)]
    [TestCase("[..., status_code = 404 || status_code = 410, bytes]", ExpectedResult = true)]
    [TestCase("[ip, ..., bytes = 1534]", ExpectedResult = true)]
    [TestCase("[ip, ...]", ExpectedResult = true)]
    [TestCase("[ip, rest != x]", ExpectedResult = true, Description = "the last field takes what is left")]
    [TestCase("[,,username = frank,,,,]", ExpectedResult = true, Description = "fields need no names")]
    public bool Fields(string pattern) => Matches(pattern, Access);

    [Test]
    public void Fields_have_the_words_as_values_without_what_held_them_together()
    {
        var values = FilterPattern.Parse("[ip, user, username, timestamp, request, status_code, bytes]").Match(Access)!.Values;
        values.Select(pair => $"{pair.Key}={pair.Value}").Should().BeEquivalentTo(
            "$ip=127.0.0.1", "$user=-", "$username=frank", "$timestamp=10/Oct/2000:13:25:15 -0700", "$request=GET /apache_pb.gif HTTP/1.0", "$status_code=404", "$bytes=1534");
        FilterPattern.Parse("[level, message]").Match("ERROR it  broke")!.Value("$message").Should().Be("it  broke");
    }

    [Test]
    public void Json_conditions_have_the_values_that_they_name_and_others_when_asked()
    {
        var match = FilterPattern.Parse("{ $.latency > 1 && $.objectList[*].id = 2 }").Match(Event)!;
        match.Values.Select(pair => $"{pair.Key}={pair.Value}").Should().Equal("$.latency=50.5", "$.objectList[*].id=1");
        match.Value("$.user.email").Should().Be("John.Stiles@example.com");
        match.Value("$.user").Should().BeNull();
        match.Value("latency").Should().BeNull();
    }

    [TestCase("ERROR:", "Invalid character(s) in term ':'")]
    [TestCase("a,b", "Invalid character(s) in term ','")]
    [TestCase("(x)", "Invalid character(s) in term '('")]
    [TestCase("\"open", "Invalid filter pattern")]
    [TestCase("%open", "Invalid filter pattern")]
    [TestCase("%a(b)%", "Invalid character(s) in term '('")]
    [TestCase("%a\\(b%", "Invalid character(s) in term '('")]
    [TestCase("%something!%", "Invalid character(s) in term '!'")]
    [TestCase("%é%", "Invalid character(s) in term 'é'")]
    [TestCase("%a{2%", null)]
    [TestCase("%[a%", "Invalid filter pattern")]
    [TestCase("%*%", "Invalid filter pattern")]
    [TestCase("{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'")]
    [TestCase("[a, b", "If a filter pattern starts with '[' it must end with ']'")]
    [TestCase("{}", "Invalid filter pattern")]
    [TestCase("{ $.a }", "Invalid filter pattern")]
    [TestCase("{ $.a = }", "Invalid filter pattern")]
    [TestCase("{ $.\"a b\" = 1 }", "Invalid character(s) in term '\"'")]
    [TestCase("{ a = 1 }", "Invalid character(s) in term 'a'")]
    [TestCase("{ $.a = 1 & $.b = 2 }", "Invalid character(s) in term '&'")]
    [TestCase("{ ($.a = 1 }", "Invalid filter pattern")]
    [TestCase("{ $.a IS 1 }", "Invalid filter pattern")]
    [TestCase("{ $.a > \"x\" }", "Invalid filter pattern")]
    [TestCase("{ $.a = %x% && $.b = %x% && $.c = %x% }", "Invalid filter pattern")]
    [TestCase("[a = 1 && b = 2, c]", "Invalid filter pattern")]
    [TestCase("[a, a]", "Invalid filter pattern")]
    [TestCase("[..., a, ...]", "Invalid filter pattern")]
    [TestCase("[a b]", "Invalid character(s) in term 'b'")]
    public void What_does_not_parse_is_refused(string pattern, string? message)
    {
        if (message is null) LogFilters.Parse(pattern).Should().NotBeNull();
        else Refused(pattern).Should().Be(message);
    }

    [Test]
    public void Deep_parentheses_are_refused_and_no_matter_what_they_hold() => Refused("{" + new string('(', 500) + "}").Should().Be("Invalid filter pattern");
}
