using System.Text;
using Workbook.Server.Farm;
using Workbook.Server.Zoo;

namespace Workbook.Server.Tests.Wire;

/// <summary>Forms that cannot be read, or that ask for what is not there, in both dialects.</summary>
internal sealed class MalformedQueryTests
{
    private const string Zoo = "Version=2011-02-03&Action=DescribeAnimals&", Farm = "Version=2016-05-06&Action=DescribeFields&";

    private readonly ZooApi _zoo = new();
    private readonly FarmApi _farm = new();
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new ZooBinding(_zoo), new FarmBinding(_farm));

    [OneTimeTearDown]
    public ValueTask Stop() => _http.DisposeAsync();

    [TestCase("", 400, "MissingAction", "The request is missing an action or a required parameter.")]
    [TestCase("Action=Fly&Version=2011-02-03", 400, "InvalidAction", "Could not find operation Fly for version 2011-02-03")]
    [TestCase("Action=FeedAnimal&Version=1999-01-01", 400, "InvalidAction", "Could not find operation FeedAnimal for version 1999-01-01")]
    [TestCase("Action=FeedAnimal", 400, "InvalidAction", "Could not find operation FeedAnimal for version NO_VERSION_SPECIFIED")]
    [TestCase("Action=feedAnimal&Version=2011-02-03", 400, "InvalidAction", "*")]
    [TestCase("Action=WashAnimal&Version=2011-02-03", 400, "UnsupportedOperation", "The operation WashAnimal of Zoo Keeping is not implemented by ECS Workbook yet.")]
    [TestCase("Action=FeedAnimal&Version=2011-02-03", 400, "ValidationError", "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null")]
    [TestCase(Zoo + "MaxRecords=101", 400, "ValidationError", "*Value '101' at 'maxRecords' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [TestCase(Zoo + "Animals.member.2.Legs=1", 400, "ValidationError", "*Value null at 'animals.1.member.name' failed*")]
    [TestCase(Zoo + "Animals.member.1.Name=a&Animals.member.1.Diet=fish", 400, "ValidationError", "*Value 'fish' at 'animals.1.member.diet' failed to satisfy constraint: Member must satisfy enum value set: [meat, plants]")]
    [TestCase(Zoo + "MaxRecords=x", 400, "MalformedInput", "Value 'x' at 'MaxRecords' can not be converted to an Integer")]
    [TestCase(Zoo + "MaxRecords=", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "MaxRecords=1.5", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "MaxRecords=+1", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "MaxRecords=2147483648", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "MaxRecords.member.1=5", 400, "MalformedInput", "Start of structure or map found where not expected: 'MaxRecords.member.1'.")]
    [TestCase(Zoo + "Animals=cow", 400, "MalformedInput", "Value 'cow' at 'Animals' can not be converted to a List")]
    [TestCase(Zoo + "Animals.1.Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1=cow", 400, "MalformedInput", "*'cow'*Structure")]
    [TestCase(Zoo + "Animals.member.x.Name=cow", 400, "MalformedInput", "Key 'Animals.member.x.Name' does not number an element of a list.")]
    [TestCase(Zoo + "Animals.member.-1.Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.01.Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member..Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1=&Animals.member.1-=&Animals.member.1.Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.99999999999999999999.Name=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Name.x=cow", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Born=yesterday", 400, "MalformedInput", "*a Timestamp")]
    [TestCase(Zoo + "Animals.member.1.Born=12:00", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Born=0001-01-01T00:00:00%2B14:00", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Photo=***", 400, "MalformedInput", "*a Blob")]
    [TestCase(Zoo + "Animals.member.1.Tame=yes", 400, "MalformedInput", "*a Boolean")]
    [TestCase(Zoo + "Animals.member.1.Tame=1", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Weight=1e999", 400, "MalformedInput", "*a Double")]
    [TestCase(Zoo + "Animals.member.1.Weight=0x10", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Notes.entry.1.value=a", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Notes.entry.1.key=a", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Notes.x=a", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "Animals.member.1.Notes=a", 400, "MalformedInput", "*")]
    [TestCase(Zoo + "%", 404, "MalformedQueryString", "The query string contains a syntax error.")]
    [TestCase(Zoo + "a=%f", 404, "MalformedQueryString", "*")]
    [TestCase(Zoo + "a=%zz", 404, "MalformedQueryString", "*")]
    [TestCase(Zoo + "a=%C3%28", 404, "MalformedQueryString", "*")]
    [TestCase(Zoo + "a=%ED%A0%80", 404, "MalformedQueryString", "*")]
    public async Task OfTheZoo(string body, int status, string code, string message)
    {
        var answer = await RefusedAsync("zoo", Encoding.UTF8.GetBytes(body), status, code, message);
        answer.Body.Should().Contain("<ErrorResponse><Error><Type>Sender</Type>");
    }

    [TestCase("Version=2016-05-06", 400, "MissingParameter", "The request must contain the parameter Action")]
    [TestCase("Action=Fly&Version=2016-05-06", 400, "InvalidAction", "The action Fly is not valid for this web service.")]
    [TestCase("Action=DescribeFields&Version=2011-02-03", 400, "NoSuchVersion", "The requested version (2011-02-03) of service AmazonEC2 does not exist")]
    [TestCase(Farm + "DryRun=maybe", 400, "InvalidParameterValue", "Value (maybe) for parameter DryRun is invalid. Expected a boolean.")]
    [TestCase(Farm + "FieldId=f-1", 400, "InvalidParameterValue", "*")]
    [TestCase(Farm + "Filter.x.Name=a", 400, "UnknownParameter", "The parameter Filter.x.Name is not recognized")]
    [TestCase(Farm + "Filter.1.Value=a", 400, "InvalidParameterValue", "*")]
    [TestCase(Farm + "MaxResults=3", 400, "InvalidParameterValue", "Value (3) for parameter MaxResults is invalid. *")]
    [TestCase("Version=2016-05-06&Action=PloughField", 400, "MissingParameter", "The request must contain the parameter Furrow")]
    [TestCase("Version=2016-05-06&Action=PloughField&Furrow.1.Depth=7&Furrow.2=", 400, "MissingParameter", "The request must contain the parameter Furrow.2.Depth")]
    [TestCase("Version=2016-05-06&Action=PloughField&Furrow.1.Depth=7&Crop=hay", 400, "InvalidParameterValue", "Value (hay) for parameter Crop is invalid. *")]
    [TestCase("Version=2016-05-06&Action=PloughField&Furrow.1.Depth=7&Crop=oats", 400, "InvalidCrop.NotFound", "No oats.")]
    public async Task OfTheFarm(string body, int status, string code, string message)
    {
        var answer = await RefusedAsync("farm", Encoding.UTF8.GetBytes(body), status, code, message);
        answer.Body.Should().Contain("<Response><Errors><Error><Code>").And.EndWith($"<RequestID>{answer.Headers["x-amzn-RequestId"]}</RequestID></Response>\n");
    }

    [Test]
    public Task BytesThatAreNoUtf8() => RefusedAsync("zoo", [.. "Action=a&b="u8, 0xff, 0xfe], 404, "MalformedQueryString", "*");

    [Test]
    public Task ABodyWithoutEnd() => RefusedAsync("zoo", new byte[2 * 1024 * 1024], 413, "RequestEntityTooLarge", "*");

    [Test]
    public Task AShapeInItselfWithoutEnd() =>
        RefusedAsync("zoo", Encoding.UTF8.GetBytes($"{Zoo}Animals.member.1.{string.Concat(Enumerable.Repeat("Parent.", 100_000))}Name=a"), 400, "MalformedInput", "Parameters are nested more than 64 deep.");

    [Test]
    public async Task AMillionBytesOfParameters()
    {
        var body = new StringBuilder(Zoo);
        for (var i = 0; body.Length < 1_000_000; i++) body.Append(System.Globalization.CultureInfo.InvariantCulture, $"&Animals.member.{(long)i * 7919 % 1_000_003}.Name=");
        (await _http.SendAsync(Forms.Post("zoo", body.ToString()))).Status.Should().Be(200);
    }

    [TestCase(null, 403, "MissingAuthenticationToken")]
    [TestCase("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/zoo/aws4_request", 400, "IncompleteSignature")]
    [TestCase("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/nowhere/zoo/aws4_request, SignedHeaders=host, Signature=0", 403, "SignatureDoesNotMatch")]
    [TestCase("AWS4-HMAC-SHA256 Credential=A!/20260101/us-east-1/zoo/aws4_request, SignedHeaders=host, Signature=0", 403, "InvalidClientTokenId")]
    [TestCase("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/moon/aws4_request, SignedHeaders=host, Signature=0", 400, "UnsupportedProtocolException")]
    public async Task WhoDoesNotSign(string? authorization, int status, string code)
    {
        var request = Forms.Post("zoo", Zoo);
        request.Headers.Remove("Authorization");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var answer = await _http.SendAsync(request);
        (answer.Status, answer.Error().Code).Should().Be((status, code), answer.Body);
    }

    [Test]
    public async Task AnUnsignedRequestOfEc2sKindIsAnsweredInItsDialect()
    {
        var request = Forms.Post("farm", Farm);
        request.Headers.Remove("Authorization");
        var answer = await _http.SendAsync(request);
        answer.Status.Should().Be(403);
        answer.Body.Should().Contain("<Response><Errors><Error><Code>MissingAuthenticationToken</Code>");
    }

    private async Task<Answer> RefusedAsync(string service, byte[] body, int status, string code, string message)
    {
        var before = (_zoo.Requests.Count, _http.Log.Lines.Count);
        var answer = await _http.SendAsync(Forms.Post(service, body));
        (answer.Status, answer.Error().Code).Should().Be((status, code), answer.Body);
        answer.Error().Message.Should().Match(message);
        (_zoo.Requests.Count, _http.Log.Lines.Count).Should().Be(before, "it is refused before a handler sees it, and is nobody's fault here");
        return answer;
    }
}
