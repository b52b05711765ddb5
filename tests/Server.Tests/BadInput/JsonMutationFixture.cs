using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Engine.Time;
using Workbook.Orchestration;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to a service of AWS JSON that are almost right. WORKBOOK_MUTANTS=100000 sends more than the sample.</summary>
/// <param name="target">What comes before the operation in X-Amz-Target.</param>
/// <param name="signingName">The service in signatures.</param>
/// <param name="api">Whose methods are the operations that are served.</param>
internal abstract class JsonMutationFixture(string target, string signingName, Type api)
{
    protected const string Account = "000000000042";

    private HttpClient _http = null!;
    private int _accepted;

    protected static AccountRegion Scope { get; } = new(Account, "us-east-1");

    protected LocalAws Aws { get; private set; } = null!;

    /// <summary>A valid request for each operation, at least.</summary>
    protected abstract IEnumerable<(string Operation, string Body)> Valid { get; }

    [OneTimeSetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual } });
        _http = new() { BaseAddress = Aws.Endpoint };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await Aws.DisposeAsync();
    }

    [Test]
    public void Every_served_operation_has_a_valid_request()
    {
        var served = api.GetMethods().Where(method => method.DeclaringType == api && method.Name.EndsWith("Async", StringComparison.Ordinal));

        Valid.Select(request => request.Operation).Distinct().Should().BeEquivalentTo(served.Select(method => method.Name[..^"Async".Length]));
    }

    [Test]
    public async Task They_survive_their_mutants()
    {
        var seeds = Valid.Select(request => new Mutant(request.Operation, Json.Of(JsonDocument.Parse(request.Body).RootElement), [])).ToArray();
        await PrepareAsync();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(MutationTests.Count), Prop.ForAll(Mutant.ArbitraryOf(seeds), AnswersWell));

        ((double)_accepted / MutationTests.Count).Should().BeInRange(0.1, 0.9);
        Aws.Engine.Failure.Should().BeNull();
    }

    /// <summary>Makes something to run into.</summary>
    protected abstract Task PrepareAsync();

    protected (int Status, string Body) Send(string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{target}.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={Account}/20260101/us-east-1/{signingName}/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123");
        using var response = _http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        return ((int)response.StatusCode, reader.ReadToEnd());
    }

    private void AnswersWell(Mutant mutant)
    {
        var (status, body) = Send(mutant.Operation, mutant.Body);
        status.Should().BeOneOf([200, 400, 413], body);
        using var json = JsonDocument.Parse(body);
        if (status == 200)
            _accepted++;
        else
            json.RootElement.GetProperty("__type").GetString().Should().MatchRegex("^[A-Z][A-Za-z]+Exception$");
    }
}
