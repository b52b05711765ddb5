using System.Formats.Cbor;
using System.Net.Http.Headers;
using Workbook.Server.Wire;
using Workbook.Server.Zoo;
using Workbook.Shapes;
using Workbook.Shapes.Zoo;

namespace Workbook.Server.Tests.Wire;

/// <summary>Smithy RPC v2 CBOR over HTTP, with a reader and writer that know nothing of the server's own.</summary>
internal sealed class CborTests
{
    private readonly ZooApi _zoo = new();
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new ZooBinding(_zoo));

    [OneTimeTearDown]
    public async Task Stop() => await _http.DisposeAsync();

    [Test]
    public async Task Every_type_survives_the_way_in_and_out()
    {
        var leo = new Animal
        {
            Name = "Leo é 🦁", Legs = -4, Id = long.MinValue, Weight = 190.5, Height = 1.25f, Tame = false, Born = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250),
            Photo = new byte[] { 0, 255, 7 }, Diet = Diet.Meat, Nicknames = ["a", ""], Visits = [DateTimeOffset.UnixEpoch], Chart = [[1, double.NaN], []],
            Notes = new([new("k", "v")]), Marks = new([new("left", 70_000)]), Parent = new Animal { Name = "old", Weight = double.NegativeInfinity }, Young = [],
        };
        var answer = await CallAsync("DescribeAnimals", Written(output => ZooCborWriter.WriteDescribeAnimalsResponse(output, new() { Animals = [leo] })));

        (answer.Status, answer.ContentType, answer.Protocol).Should().Be((200, "application/cbor", "rpc-v2-cbor"));
        var read = CborInput.Read(answer.Body, ZooCborReader.ReadDescribeAnimalsRequest).Animals![0];
        read.Photo!.Value.ToArray().Should().Equal(0, 255, 7);
        (read with { Photo = null }).Should().Be(leo with { Photo = null });
    }

    [Test]
    public void What_is_written_is_what_others_read()
    {
        var reader = new CborReader(Written(output => ZooCborWriter.WriteAnimals(output, [new() { Name = "x", Legs = 300, Born = DateTimeOffset.FromUnixTimeMilliseconds(1500), Tame = true }])));
        reader.ReadStartArray().Should().Be(1);
        reader.ReadStartMap().Should().BeNull("a structure has an end instead of a length");
        reader.ReadTextString().Should().Be("Name");
        reader.ReadTextString().Should().Be("x");
        reader.ReadTextString().Should().Be("Legs");
        reader.ReadInt32().Should().Be(300);
        reader.ReadTextString().Should().Be("Tame");
        reader.ReadBoolean().Should().BeTrue();
        reader.ReadTextString().Should().Be("Born");
        reader.PeekTag().Should().Be(CborTag.UnixTimeSeconds);
        reader.ReadUnixTimeSeconds().Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1500));
        reader.ReadEndMap();
        reader.ReadEndArray();
        reader.BytesRemaining.Should().Be(0);
    }

    [TestCase(0, 1)]
    [TestCase(23, 1)]
    [TestCase(24, 2)]
    [TestCase(-25, 2)]
    [TestCase(256, 3)]
    [TestCase(65_536, 5)]
    [TestCase(4_294_967_296, 9)]
    [TestCase(long.MinValue, 9)]
    public void Integers_take_as_few_bytes_as_they_can(long value, int bytes)
    {
        var written = Written(output => CborOutput.Element(output, value));
        written.Should().HaveCount(bytes);
        new CborReader(written).ReadInt64().Should().Be(value);
    }

    [Test]
    public void Lengths_may_be_unknown_tags_and_unknown_members_are_skipped_and_numbers_may_be_of_any_width()
    {
        var writer = new CborWriter(CborConformanceMode.Lax, convertIndefiniteLengthEncodings: false);
        writer.WriteStartMap(null);
        writer.WriteTextString("Unknown");
        writer.WriteStartArray(2);
        writer.WriteStartMap(1);
        writer.WriteTextString("deep");
        writer.WriteSimpleValue(CborSimpleValue.Undefined);
        writer.WriteEndMap();
        writer.WriteByteString([1, 2]);
        writer.WriteEndArray();
        writer.WriteTextString("Animals");
        writer.WriteTag((CborTag)55799);
        writer.WriteStartArray(null);
        writer.WriteNull();
        writer.WriteStartMap(7);
        writer.WriteStartIndefiniteLengthTextString();
        writer.WriteTextString("Na");
        writer.WriteTextString("me");
        writer.WriteEndIndefiniteLengthTextString();
        writer.WriteTextString("Leo");
        writer.WriteTextString("Weight");
        writer.WriteHalf((Half)1.5f);
        writer.WriteTextString("Height");
        writer.WriteInt32(2);
        writer.WriteTextString("Legs");
        writer.WriteDouble(4.75);
        writer.WriteTextString("Born");
        writer.WriteTag(CborTag.UnixTimeSeconds);
        writer.WriteInt64(-1);
        writer.WriteTextString("Tame");
        writer.WriteNull();
        writer.WriteTextString("Name");
        writer.WriteTextString("Lea");
        writer.WriteEndMap();
        writer.WriteEndArray();
        writer.WriteEndMap();

        CborInput.Read(writer.Encode(), ZooCborReader.ReadDescribeAnimalsRequest).Animals.Should().Equal(
            new Animal { Name = "Lea", Weight = 1.5, Height = 2, Legs = 4, Born = DateTimeOffset.UnixEpoch.AddSeconds(-1) });
    }

    [TestCase("A1", "not valid CBOR")] // a map of one, and nothing in it
    [TestCase("00", "Expected null")] // a number
    [TestCase("80", "Start of list found where not expected")]
    [TestCase("F6", "Expected null")]
    [TestCase("A0 00", "not valid CBOR")] // something behind the end
    [TestCase("FF", "Expected null")]
    [TestCase("BF", "not valid CBOR")] // no end
    [TestCase("BB FFFFFFFFFFFFFFFF", "not valid CBOR")] // more members than there are bytes
    [TestCase("A1 00 00", "NUMBER_VALUE instead of a text as the name of a member")]
    [TestCase("A1 67 416E696D616C73 9B 7FFFFFFFFFFFFFFF", "not valid CBOR")] // Animals: a list of 2^63 - 1
    [TestCase("A1 67 416E696D616C73 7B FFFFFFFFFFFFFFFF", "Expected list or null")]
    [TestCase("A1 61 78 7B FFFFFFFFFFFFFFFF", "not valid CBOR")] // an unknown text of 2^64 - 1 bytes
    [TestCase("A1 6A 4D61785265636F726473 1B FFFFFFFFFFFFFFFF", "NUMBER_VALUE can not be converted to an Integer")] // MaxRecords: 2^64 - 1
    [TestCase("A1 6A 4D61785265636F726473 FB 7FF8000000000000", "NUMBER_VALUE can not be converted to an Integer")] // MaxRecords: NaN
    [TestCase("A1 6A 4D61785265636F726473 61 31", "STRING_VALUE can not be converted to an Integer")] // MaxRecords: "1"
    [TestCase("A1 67 416E696D616C73 81 A1 64 4E616D65 61 FF", "not valid Unicode")] // Name: not UTF-8
    [TestCase("A1 67 416E696D616C73 81 A1 64 426F726E C1 FB 7FF0000000000000", "can not be converted to a Timestamp")] // Born: infinity
    [TestCase("A1 61 78 1C", "not valid CBOR")] // a length of a reserved kind
    [TestCase("A1 61 78 7F 41 00 FF", "not valid CBOR")] // a text with a chunk of bytes
    [TestCase("C1", "not valid CBOR")] // a tag of nothing
    public async Task Malformed_bodies_are_refused(string hex, string message)
    {
        var answer = await CallAsync("DescribeAnimals", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        (answer.Status, answer.Protocol, answer.Error.Type).Should().Be((400, "rpc-v2-cbor", "SerializationException"));
        answer.Error.Message.Should().Contain(message);
    }

    [TestCase(60, 200)]
    [TestCase(70, 400)]
    [TestCase(900_000, 400)]
    public async Task Only_so_deep_may_a_body_be_nested(int depth, int status)
    {
        // {"x": [[[…0…]]]}
        byte[] body = [0xA1, 0x61, (byte)'x', .. Enumerable.Repeat((byte)0x81, depth), 0];
        (await CallAsync("DescribeAnimals", body)).Status.Should().Be(status);
    }

    [Test]
    public async Task Whatever_bytes_are_sent_the_answer_is_no_fault()
    {
        var good = Written(output => ZooCborWriter.WriteDescribeAnimalsResponse(output, new() { Animals = [new() { Name = "x", Born = DateTimeOffset.UnixEpoch, Photo = new byte[] { 1 }, Marks = new([new("a", 1)]) }] }));
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var value in new byte[] { 0, 0x1F, 0x3B, 0x5F, 0x7B, 0x9F, 0xBF, 0xDB, 0xFB, 0xFF })
            {
                var bad = good.ToArray();
                bad[at] = value;
                (await CallAsync("DescribeAnimals", bad)).Status.Should().BeOneOf(200, 400);
            }
        }
        _http.Log.Lines.Should().BeEmpty();
    }

    [Test]
    public async Task An_error_has_the_name_of_its_shape_and_the_code_that_it_has_in_Query()
    {
        var body = Written(output => ZooCborWriter.WriteAnimal(output, new() { Name = "lion" }));
        var answer = await CallAsync("FeedAnimal", body);
        (answer.Status, answer.Error).Should().Be((400, ("HungryFault", "The <lion> is \u0001 hungry.")));
        answer.QueryError.Should().Be("Hungry;Sender");

        (await CallAsync("FeedAnimal", [])).Should().BeEquivalentTo(new
        {
            QueryError = "ValidationError;Sender",
            Error = ("ValidationException", "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"),
        });
        (await CallAsync("FeedAnimal", [0])).QueryError.Should().Be("MalformedInput;Sender");
    }

    [TestCase("/service/ZooKeeping20110203/operation/PaintAnimal", "UnknownOperationException", "The service Zoo Keeping has no operation 'PaintAnimal'.")]
    [TestCase("/service/Circus/operation/FeedAnimal", "UnknownOperationException", "The service 'Circus' is not served by ECS Workbook.")]
    [TestCase("/service/ZooKeeping20110203", "UnknownOperationException", "The path is not /service/<service>/operation/<operation>.")]
    [TestCase("/service/ZooKeeping20110203/operation/WashAnimal", "UnsupportedOperationException", "The operation WashAnimal of Zoo Keeping is not implemented by ECS Workbook yet.")]
    public async Task A_path_that_leads_nowhere(string path, string code, string message) =>
        (await SendAsync(path, [])).Error.Should().Be((code, message));

    [Test]
    public async Task AWS_JSON_of_such_a_service_tells_both_names_too()
    {
        var request = Sign(new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{\"Name\":\"lion\"}") });
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "ZooKeeping20110203.FeedAnimal");
        var answer = await _http.SendAsync(request);
        (answer.Status, answer.Code, answer.Headers["Content-Type"], answer.Headers["x-amzn-query-error"])
            .Should().Be((400, "HungryFault", "application/x-amz-json-1.0", "Hungry;Sender"));
    }

    [Test]
    public async Task A_service_that_has_no_CBOR_says_so()
    {
        await using var http = await Http.StartAsync(new FakeEcs());
        var request = Sign(new HttpRequestMessage(HttpMethod.Post, $"/service/{Http.Target}/operation/CreateCluster"));
        request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        (await http.SendAsync(request)).Body.Should().Contain("UnknownOperationException").And.Contain("The service ECS does not speak CBOR.");
    }

    private static byte[] Written(Action<CborOutput> write)
    {
        using var buffer = WireBuffer.Rent();
        write(buffer.Cbor);
        return buffer.Written().ToArray();
    }

    private Task<CborAnswer> CallAsync(string operation, byte[] body) => SendAsync($"/service/ZooKeeping20110203/operation/{operation}", body);

    private async Task<CborAnswer> SendAsync(string path, byte[] body)
    {
        using var request = Sign(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) });
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/cbor");
        request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        using var response = await _http.Client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new(
            (int)response.StatusCode, response.Content.Headers.ContentType!.ToString(), Header("smithy-protocol"), Header("x-amzn-query-error"), bytes,
            response.IsSuccessStatusCode ? default : ErrorOf(new CborReader(bytes)));

        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : "";
    }

    private static HttpRequestMessage Sign(HttpRequestMessage request)
    {
        request.Headers.Add("x-amzn-query-mode", "true");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Http.Signed.Replace("/ecs/", "/zoo/", StringComparison.Ordinal));
        return request;
    }

    private static (string Type, string Message) ErrorOf(CborReader cbor)
    {
        var members = new Dictionary<string, string>();
        cbor.ReadStartMap();
        while (cbor.PeekState() != CborReaderState.EndMap) members.Add(cbor.ReadTextString(), cbor.ReadTextString());
        return (members["__type"], members["message"]);
    }

    private sealed record CborAnswer(int Status, string ContentType, string Protocol, string QueryError, byte[] Body, (string Type, string Message) Error);
}
