using Workbook.Server.Zoo;
using Workbook.Shapes;
using Workbook.Shapes.Zoo;

namespace Workbook.Server.Tests.Wire;

/// <summary>The Query protocol: a form in, XML out.</summary>
internal sealed class QueryTests
{
    private const string Head = "Version=2011-02-03&Action=";
    private const string Xmlns = "xmlns=\"http://zoo.example/doc/2011-02-03/\"";

    private readonly ZooApi _zoo = new();
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new ZooBinding(_zoo));

    [OneTimeTearDown]
    public ValueTask Stop() => _http.DisposeAsync();

    [SetUp]
    public void Forget() => _zoo.Requests.Clear();

    [Test]
    public async Task EveryTypeIsReadAndWritten()
    {
        var answer = await SendAsync(
            "DescribeAnimals&Animals.member.1.Name=%C3%BCbung+%26%2B&Animals.member.1.Legs=-4&Animals.member.1.Id=9007199254740993&Animals.member.1.Weight=1.5e3"
            + "&Animals.member.1.Height=0.25&Animals.member.1.Tame=true&Animals.member.1.Born=2024-02-29T23%3A30%3A00.25%2B01%3A00&Animals.member.1.Photo=AQL%2F"
            + "&Animals.member.1.Diet=plants&Animals.member.1.Nicknames.item.1=a&Animals.member.1.Nicknames.item.2=&Animals.member.1.Visit.1=2024-01-02"
            + "&Animals.member.1.Chart.member.1.member.1=1&Animals.member.1.Chart.member.1.member.2=NaN&Animals.member.1.Chart.member.2=&Animals.member.1.Notes.entry.1.key=b"
            + "&Animals.member.1.Notes.entry.1.value=2&Animals.member.1.Notes.entry.2.key=a&Animals.member.1.Notes.entry.2.value=1&Animals.member.1.Marks.1.Side=left"
            + "&Animals.member.1.Marks.1.Count=3&Animals.member.1.Parent.Name=p");

        answer.Status.Should().Be(200, answer.Body);
        answer.Headers["Content-Type"].Should().Be("text/xml");
        answer.Body.Should().Be(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + $"<DescribeAnimalsResponse {Xmlns}><DescribeAnimalsResult><Animals><member><Name>übung &amp;+</Name><Legs>-4</Legs><Id>9007199254740993</Id><Weight>1500</Weight>"
            + "<Height>0.25</Height><Tame>true</Tame><Born>2024-02-29T22:30:00.250Z</Born><Photo>AQL/</Photo><Diet>plants</Diet><Nicknames><item>a</item><item></item></Nicknames>"
            + "<Visit>2024-01-02T00:00:00.000Z</Visit><Chart><member><member>1</member><member>NaN</member></member><member></member></Chart>"
            + "<Notes><entry><key>a</key><value>1</value></entry><entry><key>b</key><value>2</value></entry></Notes><Marks><Side>left</Side><Count>3</Count></Marks>"
            + "<Parent><Name>p</Name></Parent></member></Animals></DescribeAnimalsResult>"
            + $"<ResponseMetadata><RequestId>{answer.Headers["x-amzn-RequestId"]}</RequestId></ResponseMetadata></DescribeAnimalsResponse>");
    }

    [Test]
    public async Task ElementsComeInTheOrderOfTheirNumbersWhichMayHaveGaps()
    {
        await SendAsync("DescribeAnimals&Animals.member.10.Name=c&Animals.member.999999999.Name=d&Animals.member.2.Name=b&Animals.member.1.Name=a&Animals.member.1.Legs=4");
        Described().Animals!.Select(animal => animal.Name).Should().Equal("a", "b", "c", "d");
    }

    [Test]
    public async Task OfTwoParametersWithOneNameTheLastCounts()
    {
        await SendAsync("FeedAnimal&Name=first&Name=last");
        _zoo.Requests.Should().Equal(new FeedAnimalRequest { Name = "last" });
    }

    [Test]
    public async Task AnEmptyListIsWrittenAsItsName()
    {
        var answer = await SendAsync("DescribeAnimals&Animals=");
        Described().Animals.Should().Equal(ValueList<Animal>.Empty);
        answer.Body.Should().Contain("<DescribeAnimalsResult><Animals></Animals></DescribeAnimalsResult>");
        (await SendAsync("DescribeAnimals")).Body.Should().Contain("<DescribeAnimalsResult></DescribeAnimalsResult>");
    }

    [Test]
    public async Task ParametersThatNobodyKnowsAreSkipped()
    {
        await SendAsync("DescribeAnimals&MaxRecords=7&MaxRecord=1&MaxRecords2=1&MaxRecords.x=1&maxRecords=1&%20=1&=1&&.=1&Colour.member.x=1");
        Described().Should().Be(new DescribeAnimalsRequest { MaxRecords = 7 });
    }

    [Test]
    public async Task AnOperationWithoutAnAnswerHasNoResult()
    {
        var answer = await SendAsync("FeedAnimal&Name=ape");
        answer.Body.Should().EndWith($"<FeedAnimalResponse {Xmlns}><ResponseMetadata><RequestId>{answer.Headers["x-amzn-RequestId"]}</RequestId></ResponseMetadata></FeedAnimalResponse>");
    }

    [Test]
    public async Task AnErrorHasItsOwnCodeAndLegalXml()
    {
        var answer = await SendAsync("FeedAnimal&Name=lion");
        answer.Status.Should().Be(400);
        answer.Body.Should().Be(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse><Error><Type>Sender</Type><Code>Hungry</Code><Message>The &lt;lion&gt; is ? hungry.</Message></Error>"
            + $"<RequestId>{answer.Headers["x-amzn-RequestId"]}</RequestId></ErrorResponse>\n");
    }

    [Test]
    public async Task TheQueryStringServesAsWell()
    {
        (await _http.SendAsync(Forms.Get("zoo", Head + "FeedAnimal&Name=ox"))).Status.Should().Be(200);
        (await _http.SendAsync(Forms.Signed(new(HttpMethod.Post, "/?" + Head + "FeedAnimal&Name=ox"), "zoo"))).Status.Should().Be(200);
        _zoo.Requests.Should().Equal(new FeedAnimalRequest { Name = "ox" }, new FeedAnimalRequest { Name = "ox" });
    }

    [TestCase("Name=%01%EF%BF%BF%0D%0A%09%3C%5D%5D%3E", "<Name>??&#xD;\n\t&lt;]]&gt;</Name>")]
    [TestCase("Name=%F0%9F%90%B3", "<Name>🐳</Name>")]
    public async Task TextIsWrittenSoThatXmlCanHoldIt(string parameter, string expected) =>
        (await SendAsync("DescribeAnimals&Animals.member.1." + parameter)).Body.Should().Contain(expected);

    private DescribeAnimalsRequest Described() => _zoo.Requests.OfType<DescribeAnimalsRequest>().Single();

    private Task<Answer> SendAsync(string form) => _http.SendAsync(Forms.Post("zoo", Head + form));
}
