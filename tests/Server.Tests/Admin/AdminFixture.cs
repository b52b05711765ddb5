using System.Net.Http.Json;
using System.Text.Json;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;

namespace Workbook.Server.Tests.Admin;

/// <summary>An endpoint whose admin surface is used, and the ECS API beside it.</summary>
internal abstract class AdminFixture
{
    protected static AccountRegion Scope { get; } = new(CredentialScope.DefaultAccount, "us-east-1");

    protected LocalAws Aws { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected World World => Aws.Engine.Store.Read(Scope);

    protected virtual ClockMode Clock => ClockMode.Automatic;

    [SetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = Clock } });
        Http = new() { BaseAddress = Aws.Endpoint };
    }

    [TearDown]
    public async Task Stop()
    {
        Http.Dispose();
        Aws.Engine.Failure.Should().BeNull();
        await Aws.DisposeAsync();
    }

    protected async Task<JsonElement> CallAsync(string operation, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body, null, "application/x-amz-json-1.1") };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0123");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260101T000000Z");
        using var answer = await Http.SendAsync(request);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
