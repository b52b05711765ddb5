using System.Text.Json;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Server.Tests.Wire;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests of the Query services that are almost right, as <see cref="MutationTests"/> has them for ECS.</summary>
internal sealed class QueryMutationTests : BadInputFixture
{
    private const int Sample = 4;

    private int _accepted;

    [TestCaseSource(typeof(ValidQueryRequests), nameof(ValidQueryRequests.All))]
    public void EveryServedOperationHasAValidRequest(QueryService service)
    {
        var served = service.Api.GetMethods().Where(method => method.DeclaringType == service.Api && method.Name.EndsWith("Async", StringComparison.Ordinal));
        service.Requests.Select(request => request.Operation).Distinct().Should().BeEquivalentTo(served.Select(method => method.Name[..^"Async".Length]));
    }

    [TestCaseSource(typeof(ValidQueryRequests), nameof(ValidQueryRequests.All))]
    public async Task ServedOperationsSurviveTheirMutants(QueryService service)
    {
        await Aws.Engine.Store.UpdateAsync(Scope, (world, _) => (service.Given(world), true));
        var seeds = service.Requests.Select(request => new Mutant(request.Operation, Json.Of(JsonDocument.Parse(request.Body).RootElement), [])
        {
            Written = json => QueryForms.Of($"Action={request.Operation}&Version={service.Version}", service.Infix, json),
        }).ToArray();
        _accepted = 0;
        var count = MutationTests.Count / Sample;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(Mutant.ArbitraryOf(seeds), mutant => AnswersWell(service, mutant)));
        TestContext.Out.WriteLine($"{_accepted} of {count} mutants were accepted.");
        _accepted.Should().BeGreaterThan(count / 10);
    }

    private void AnswersWell(QueryService service, Mutant mutant)
    {
        var reply = SendAsync(Request(service, mutant.Body)).GetAwaiter().GetResult();
        reply.HasRequestId.Should().BeTrue();
        reply.Status.Should().BeOneOf([200, 400, 403, 404, 409, 412, 413], reply.Body);
        var xml = XDocument.Parse(reply.Body);
        if (reply.Status == 200)
        {
            _accepted++;
            return;
        }
        var error = xml.Descendants("Error").Single();
        error.Element("Code")!.Value.Should().MatchRegex("^[A-Z][A-Za-z.]+$");
        error.Element("Message")!.Value.Should().NotBeNullOrWhiteSpace();
    }

    private static HttpRequestMessage Request(QueryService service, byte[] body)
    {
        var request = Forms.Post(service.SigningName, body);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", Signature.Replace("/ecs/", $"/{service.SigningName}/", StringComparison.Ordinal));
        return request;
    }
}
