using System.Globalization;
using System.Text;
using System.Text.Json;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Tests.Registry;

/// <summary>One registry for all tests of a fixture; each test has repositories of its own.</summary>
[Parallelizable(ParallelScope.All)]
internal abstract class RegistryFixture
{
    protected const string Account = "123456789012", Region = "eu-central-1";

    private int _repositories;

    protected static AccountRegion Scope => new(Account, Region);

    protected LocalAws Aws { get; private set; } = null!;

    /// <summary>Logged in as the account.</summary>
    protected RegistryClient Client { get; private set; } = null!;

    protected virtual string? DataFolder => null;

    [OneTimeSetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual, DataFolder = DataFolder } });
        Client = new(Aws.Endpoint, await TokenAsync(Account));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        Client.Dispose();
        await Aws.DisposeAsync();
    }

    /// <summary>What GetAuthorizationToken gives, and <c>docker login</c> sends.</summary>
    protected Task<string> TokenAsync(string account, string region = Region) => TokenAsync(Aws.Endpoint, account, region);

    internal static Task<string> TokenOfAsync(Uri endpoint, AccountRegion registry) => TokenAsync(endpoint, registry.Account, registry.Region);

    protected static async Task<string> TokenAsync(Uri endpoint, string account = Account, string region = Region) =>
        (await CallAsync(endpoint, "GetAuthorizationToken", "{}", account, region)).GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString()!;

    /// <summary>Calls an operation of the ECR API.</summary>
    protected static async Task<JsonElement> CallAsync(Uri endpoint, string operation, string body, string account = Account, string region = Region)
    {
        var (isSuccess, answer) = await SendAsync(endpoint, operation, body, account, region);
        if (!isSuccess) Assert.Fail($"{operation}: {answer}");
        return answer;
    }

    /// <summary>Calls an operation that must be refused, and answers with the error's type and message.</summary>
    protected static async Task<(string Code, string Message)> RefusedAsync(Uri endpoint, string operation, string body, string account = Account)
    {
        var (isSuccess, answer) = await SendAsync(endpoint, operation, body, account, Region);
        isSuccess.Should().BeFalse("{0} answered {1}", operation, answer);
        return (answer.GetProperty("__type").GetString()!, answer.GetProperty("message").GetString()!);
    }

    private static async Task<(bool IsSuccess, JsonElement Answer)> SendAsync(Uri endpoint, string operation, string body, string account, string region)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", $"AmazonEC2ContainerRegistry_V20150921.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20260101/{region}/ecr/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request);
        return (response.IsSuccessStatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Makes a repository and answers with its name.</summary>
    protected async Task<string> NewRepositoryAsync(Func<EcrRepository, EcrRepository>? change = null)
    {
        var name = "team/app" + Interlocked.Increment(ref _repositories).ToString(CultureInfo.InvariantCulture);
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => (world.Put((change ?? (each => each))(new EcrRepository(name, now))), 0));
        return name;
    }
}
