using Workbook.Server.Farm;
using Workbook.Shapes.Farm;

namespace Workbook.Server.Tests.Wire;

/// <summary>EC2's dialect of Query: lists without a word in between, raised names, and an answer without a result element.</summary>
internal sealed class Ec2QueryTests
{
    private const string Head = "Version=2016-05-06&Action=";

    private readonly FarmApi _farm = new();
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new FarmBinding(_farm));

    [OneTimeTearDown]
    public ValueTask Stop() => _http.DisposeAsync();

    [SetUp]
    public void Forget() => _farm.Requests.Clear();

    [Test]
    public async Task ListsAreNumberedAtOnce()
    {
        var answer = await SendAsync("DescribeFields&DryRun=false&Filter.1.Name=crop&Filter.1.Value.1=rye&Filter.1.Value.2=oats&Filter.2.Name=tag%3Aa&Filter.2.Value.1=b&FieldId.1=f-1&FieldId.2=f-2&MaxResults=5");
        _farm.Requests.Should().Equal(new DescribeFieldsRequest
        {
            DryRun = false,
            FieldIds = ["f-1", "f-2"],
            Filters = [new() { Name = "crop", Values = ["rye", "oats"] }, new() { Name = "tag:a", Values = ["b"] }],
            MaxResults = 5,
        });
        answer.Status.Should().Be(200, answer.Body);
        answer.Body.Should().Be(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + $"<DescribeFieldsResponse xmlns=\"http://farm.example/doc/2016-05-06\"><requestId>{answer.Headers["x-amzn-RequestId"]}</requestId><fieldSet>"
            + "<item><fieldId>f-1</fieldId><crop>rye</crop><sownTime>1970-01-01T00:00:00.000Z</sownTime><tagSet></tagSet></item>"
            + "<item><fieldId>f-2</fieldId><crop>rye</crop><sownTime>1970-01-01T00:00:00.000Z</sownTime><tagSet></tagSet></item></fieldSet></DescribeFieldsResponse>");
    }

    [Test]
    public async Task AQueryNameWinsOverTheNameInXml()
    {
        var answer = await SendAsync("PloughField&Furrow.1.Depth=30&Crop=rye");
        _farm.Requests.Should().Equal(new PloughFieldRequest { Furrows = [new() { Depth = 30 }], Crop = Crop.Rye });
        answer.Body.Should().Contain("<return>true</return></PloughFieldResponse>");
    }

    [Test]
    public async Task AnEmptyListIsWrittenAsItsName()
    {
        (await SendAsync("DescribeFields&FieldId=")).Body.Should().Contain("<fieldSet></fieldSet>");
        _farm.Requests.Should().Equal(new DescribeFieldsRequest { FieldIds = [] });
    }

    private Task<Answer> SendAsync(string form) => _http.SendAsync(Forms.Post("farm", Head + form));
}
