using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Engine.Time;
using Workbook.Orchestration.Images;
using Workbook.Server.Api.Ecr;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to ECR that are almost right. WORKBOOK_MUTANTS=100000 sends more than the sample.</summary>
internal sealed class EcrMutationTests
{
    private const string Account = "000000000042";
    private const string Signature = $"AWS4-HMAC-SHA256 Credential={Account}/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123";

    private LocalAws _aws = null!;
    private HttpClient _http = null!;
    private int _accepted;

    [OneTimeSetUp]
    public async Task Start()
    {
        _aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual } });
        _http = new() { BaseAddress = _aws.Endpoint };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _aws.DisposeAsync();
    }

    [Test]
    public void Every_served_operation_has_a_valid_request()
    {
        var served = typeof(EcrApi).GetMethods().Where(method => method.DeclaringType == typeof(EcrApi) && method.Name.EndsWith("Async", StringComparison.Ordinal));

        ValidEcrRequests.All.Select(request => request.Operation).Distinct().Should().BeEquivalentTo(served.Select(method => method.Name[..^"Async".Length]));
    }

    [Test]
    public async Task They_survive_their_mutants()
    {
        var seeds = ValidEcrRequests.All.Select(request => new Mutant(request.Operation, Json.Of(JsonDocument.Parse(request.Body).RootElement), [])).ToArray();
        // Something to run into.
        await _aws.Engine.Store.UpdateAsync(new(Account, "us-east-1"), (world, now) => (world.Put(new EcrRepository("web", now)).Put(new EcrRepository("prod/api", now)), 0));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(MutationTests.Count), Prop.ForAll(Mutant.ArbitraryOf(seeds), AnswersWell));

        ((double)_accepted / MutationTests.Count).Should().BeInRange(0.1, 0.9);
        _aws.Engine.Failure.Should().BeNull();
    }

    [TestCase("../web")]
    [TestCase("web/../../etc")]
    [TestCase("Web")]
    [TestCase("web\n")]
    [TestCase("/web")]
    [TestCase("a")]
    public void Names_that_are_none_make_no_repository(string name)
    {
        var (status, body) = Send("CreateRepository", JsonSerializer.SerializeToUtf8Bytes(new { repositoryName = name }));

        status.Should().Be(400);
        body.Should().Contain("InvalidParameterException").And.Contain("Invalid parameter at 'repositoryName' failed to satisfy constraint");
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

    private (int Status, string Body) Send(string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AmazonEC2ContainerRegistry_V20150921.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        using var response = _http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        return ((int)response.StatusCode, reader.ReadToEnd());
    }
}
