using Amazon.Runtime;
using Workbook.Server.Tests.Clients;

namespace Workbook.Server.Tests.Metadata;

/// <summary>The credentials of a task's role, as its containers and their SDKs ask for them.</summary>
[NonParallelizable]
internal sealed class CredentialsTests : MetadataFixture
{
    private const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    [Test]
    public async Task OfTheRoleInTheTaskDefinition()
    {
        var id = await RunOnFargateAsync("reader");

        var given = await JsonAsync(Environment(id, FullUri));

        MembersOf(given).Should().Equal("RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration");
        given.GetProperty("RoleArn").GetString().Should().Be(Role);
        given.GetProperty("AccessKeyId").GetString().Should().Be(Scope.Account, "by it the endpoint knows whose World is meant");
        given.GetProperty("SecretAccessKey").GetString().Should().HaveLength(40);
        given.GetProperty("Expiration").GetDateTimeOffset().Should().Be(World.Tasks[id].CreatedAt.AddHours(6));
        (await JsonAsync(Environment(id, FullUri))).ToString().Should().Be(given.ToString());
    }

    [Test]
    public async Task AreRenewedBeforeTheyEnd()
    {
        var id = await RunOnFargateAsync("lasting");
        var first = await JsonAsync(Environment(id, FullUri));
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromHours(5.5), CancellationToken.None);

        var renewed = await JsonAsync(Environment(id, FullUri));

        renewed.GetProperty("Expiration").GetDateTimeOffset().Should().Be(World.Tasks[id].CreatedAt.AddHours(11));
        renewed.GetProperty("SecretAccessKey").GetString().Should().NotBe(first.GetProperty("SecretAccessKey").GetString());
        renewed.GetProperty("Token").GetString().Should().NotBe(first.GetProperty("Token").GetString());
    }

    [Test]
    public async Task OfTheRoleInTheOverrides()
    {
        var id = await RunOnFargateAsync("overridden", options: ""","overrides":{"taskRoleArn":"writer"}""");
        (await JsonAsync(Environment(id, FullUri))).GetProperty("RoleArn").GetString().Should().Be("arn:aws:iam::000000000042:role/writer");
    }

    [Test]
    public async Task WithoutARoleThereAreNone()
    {
        var id = await RunOnFargateAsync("roleless", role: "");
        Endpoint.EnvironmentOf(Container(id)).Keys.Should().NotContain(name => name.Contains("CREDENTIALS"));
    }

    [Test]
    public async Task EndWithTheTask()
    {
        var id = await RunOnFargateAsync("ended");
        var uri = Environment(id, FullUri);
        await CallAsync("StopTask", $$"""{"task":"{{id}}"}""");
        (await GetAsync(uri)).Should().Be((400, """{"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}"""));
    }

    [Test]
    public async Task UnknownIds()
    {
        var id = await RunOnFargateAsync("asker");
        var root = new Uri(Environment(id, FullUri)).GetLeftPart(UriPartial.Authority) + "/v2/credentials";
        const string notFound = """{"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}""";
        const string noId = """{"code":"NoIdInRequest","message":"CredentialsV2Request: No Credential ID in the request","HTTPErrorCode":400}""";
        (await GetAsync(root + "/5b2a2c5a-6f5c-4f0d-9d7e-1d5b0c5a7a11")).Should().Be((400, notFound));
        (await GetAsync(root + "/" + new Uri(UriOf(id)).Segments[^1])).Should().Be((400, notFound), "the id of a container is not that of its credentials");
        (await GetAsync(root)).Should().Be((400, noId));
        (await GetAsync(root + "/")).Should().Be((400, noId));
    }

    [Test]
    public async Task AreTakenByTheSdkForNet()
    {
        var id = await RunOnFargateAsync("net");
        System.Environment.SetEnvironmentVariable(FullUri, Environment(id, FullUri));
        try
        {
            var taken = await new GenericContainerCredentials().GetCredentialsAsync();
            var given = await JsonAsync(Environment(id, FullUri));
            taken.AccessKey.Should().Be(Scope.Account);
            taken.SecretKey.Should().Be(given.GetProperty("SecretAccessKey").GetString());
            taken.Token.Should().Be(given.GetProperty("Token").GetString());
        }
        finally
        {
            System.Environment.SetEnvironmentVariable(FullUri, null);
        }
    }

    [Test]
    public async Task AreTakenByBoto3AndOpenTheApi()
    {
        const string install = "apt-get install python3-boto3 (elsewhere: pip install boto3)";
        var id = await RunOnFargateAsync("boto3");
        var python = ClientProgram.Find("python3", install);
        var script = $"""
            import importlib.util, os, sys
            if importlib.util.find_spec('boto3') is None: sys.exit(7)
            for name in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'): del os.environ[name]
            os.environ['{FullUri}'] = '{Environment(id, FullUri)}'
            import boto3
            credentials = boto3.Session().get_credentials()
            assert credentials.method == 'container-role', credentials.method
            print(credentials.get_frozen_credentials().token)
            print(boto3.client('ecs', endpoint_url=os.environ['AWS_ENDPOINT_URL']).describe_tasks(tasks=['{id}'])['tasks'][0]['taskArn'])
            """;
        var run = await ClientProgram.RunAsync(Aws.Endpoint, "unused", Scope.Region, python, "-c", script);
        if (run.ExitCode == 7) Assert.Ignore($"boto3 is not installed for {python}. To run this test: {install}");
        run.Succeeded().Output.Split('\n', StringSplitOptions.TrimEntries).Should().StartWith(
            [(await JsonAsync(Environment(id, FullUri))).GetProperty("Token").GetString()!, $"arn:aws:ecs:us-east-1:000000000042:task/default/{id}"]);
    }
}
