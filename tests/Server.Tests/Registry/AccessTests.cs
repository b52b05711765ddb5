using System.Text;

namespace Workbook.Server.Tests.Registry;

/// <summary>Who gets in, and what is said to who does not.</summary>
internal sealed class AccessTests : RegistryFixture
{
    private const string Other = "210987654321";

    [Test]
    public async Task Without_a_token_a_login_is_asked_for()
    {
        using var nobody = new RegistryClient(Aws.Endpoint, null);
        var answer = (await nobody.SendAsync("GET", "/v2/")).Refused(401, "UNAUTHORIZED", "Not Authorized");
        answer.Header("WWW-Authenticate").Should().Be($"Basic realm=\"{Aws.Endpoint}\",service=\"ecr.amazonaws.com\"");
        (await nobody.SendAsync("POST", "/v2/team/app/blobs/uploads/")).Refused(401, "UNAUTHORIZED");
    }

    [TestCase("AWS:")]
    [TestCase("AWS:password")]
    [TestCase("AWS:a.b")]
    [TestCase("AWS")]
    [TestCase("")]
    public async Task What_is_no_token_is_refused(string credentials)
    {
        using var stranger = new RegistryClient(Aws.Endpoint, Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        (await stranger.SendAsync("GET", "/v2/")).Refused(401, "UNAUTHORIZED").Header("WWW-Authenticate").Should().NotBeNull();
    }

    [Test]
    public async Task A_token_of_another_user_name_or_that_was_changed_is_refused()
    {
        var password = Encoding.UTF8.GetString(Convert.FromBase64String(await TokenAsync(Account)))["AWS:".Length..];
        foreach (var credentials in new[] { $"root:{password}", $"AWS:{password}x", $"AWS:x{password}", $"AWS:{password[..^4]}" })
        {
            using var stranger = new RegistryClient(Aws.Endpoint, Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
            (await stranger.SendAsync("GET", "/v2/")).Refused(401, "UNAUTHORIZED");
        }
    }

    [Test]
    public async Task A_token_is_good_for_twelve_hours_of_the_engines_clock()
    {
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = Workbook.Engine.Time.ClockMode.Manual } });
        using var late = new RegistryClient(aws.Endpoint, await TokenAsync(aws.Endpoint));
        await aws.Engine.Clock.AdvanceAsync(TimeSpan.FromHours(11.9));
        (await late.SendAsync("GET", "/v2/")).With(200);
        await aws.Engine.Clock.AdvanceAsync(TimeSpan.FromHours(0.2));
        (await late.SendAsync("GET", "/v2/")).Refused(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
    }

    [Test]
    public async Task The_host_name_says_whose_registry_it_is()
    {
        var name = await NewRepositoryAsync();
        await Client.PushImageAsync(name, "v1");
        (await GetAsync(Client, $"{Account}.dkr.ecr.{Region}.localhost", name)).With(200);
        (await GetAsync(Client, $"{Account}.dkr.ecr.{Region}.amazonaws.com", name)).With(200);
        (await GetAsync(Client, $"{Account}.dkr.ecr.us-east-1.localhost", name)).Refused(401, "UNAUTHORIZED");
        (await GetAsync(Client, $"{Other}.dkr.ecr.{Region}.localhost", name))
            .Refused(403, "DENIED", $"User: arn:aws:iam::{Account}:root is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:{Region}:{Other}:repository/{name} because no resource-based policy allows the ecr:BatchGetImage action");
    }

    [Test]
    public async Task Each_account_and_region_has_a_registry_of_its_own()
    {
        var name = await NewRepositoryAsync();
        await Client.PushImageAsync(name, "v1");
        using var other = new RegistryClient(Aws.Endpoint, await TokenAsync(Other));
        (await other.SendAsync("GET", $"/v2/{name}/manifests/v1")).Refused(404, "NAME_UNKNOWN", $"The repository with name '{name}' does not exist in the registry with id '{Other}'");
        using var elsewhere = new RegistryClient(Aws.Endpoint, await TokenAsync(Account, "us-east-1"));
        (await elsewhere.SendAsync("GET", $"/v2/{name}/manifests/v1")).Refused(404, "NAME_UNKNOWN");
    }

    [Test]
    public async Task A_policy_opens_a_repository_to_another_account_as_far_as_it_says()
    {
        var name = await NewRepositoryAsync(repository => repository with
        {
            PolicyText = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"pull","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Other}}:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrl*"]}]}""",
        });
        await Client.PushImageAsync(name, "v1");
        using var other = new RegistryClient(Aws.Endpoint, await TokenAsync(Other));
        var host = $"{Account}.dkr.ecr.{Region}.localhost";
        (await GetAsync(other, host, name)).With(200);
        (await other.SendAsync("POST", $"/v2/{name}/blobs/uploads/", null, $"Host: {host}:{Aws.Endpoint.Port}"))
            .Refused(403, "DENIED", $"User: arn:aws:iam::{Other}:root is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:{Region}:{Account}:repository/{name} because no resource-based policy allows*");
        (await other.SendAsync("GET", "/v2/_catalog", null, $"Host: {host}:{Aws.Endpoint.Port}")).Refused(403, "DENIED");
    }

    [Test]
    public async Task A_policy_that_denies_holds_for_the_owner_too()
    {
        var name = await NewRepositoryAsync(repository => repository with
        {
            PolicyText = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"},{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}]}""",
        });
        await Client.PushAsync(name, "layer");
        (await Client.PutManifestAsync(name, "v1", "{}"u8.ToArray()))
            .Refused(403, "DENIED", $"User: arn:aws:iam::{Account}:root is not authorized to perform: ecr:PutImage on resource: arn:aws:ecr:{Region}:{Account}:repository/{name} with an explicit deny in a resource-based policy");
    }

    [Test]
    public async Task Mounting_needs_leave_to_read_the_source()
    {
        var source = await NewRepositoryAsync(repository => repository with { PolicyText = """{"Statement":{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"ecr:GetDownloadUrlForLayer"}}""" });
        var target = await NewRepositoryAsync();
        var digest = await Client.PushAsync(source, "secret");
        (await Client.SendAsync("POST", $"/v2/{target}/blobs/uploads/?mount={digest}&from={source}")).With(202);
        (await Client.SendAsync("HEAD", $"/v2/{target}/blobs/{digest}")).With(404);
    }

    private Task<RegistryAnswer> GetAsync(RegistryClient client, string host, string name) => client.SendAsync("GET", $"/v2/{name}/manifests/v1", null, $"Host: {host}:{Aws.Endpoint.Port}");
}
