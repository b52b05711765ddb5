using Amazon;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;

namespace Workbook.Sdk.Tests;

public sealed class ConnectionTests
{
    [TestCase("AWS_ENDPOINT_URL_ECS")]
    [TestCase("AWS_ENDPOINT_URL")]
    [NonParallelizable]
    public async Task The_environment_says_where_and_who(string variable)
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var endpointUrl = new Variable(variable, endpoint.Url);
        using var key = new Variable("AWS_ACCESS_KEY_ID", "FROMENV");
        using var secret = new Variable("AWS_SECRET_ACCESS_KEY", "secret");
        using var region = new Variable("AWS_REGION", "eu-central-1");
        using var client = new AmazonECSClient();

        await client.ListClustersAsync(new ListClustersRequest());

        endpoint.Last.Headers["Authorization"].Should().Contain("Credential=FROMENV/").And.Contain("/eu-central-1/ecs/aws4_request");
    }

    [Test]
    public async Task A_session_token_is_sent()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = new AmazonECSClient("key", "secret", "session", new AmazonECSConfig { ServiceURL = endpoint.Url });

        await client.ListClustersAsync(new ListClustersRequest());

        endpoint.Last.Headers["X-Amz-Security-Token"].Should().Be("session");
    }

    [Test]
    public async Task A_call_can_be_cancelled()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var client = endpoint.Client();
        using var cancel = new CancellationTokenSource();

        var call = client.ListClustersAsync(new ListClustersRequest(), cancel.Token);
        await endpoint.Hanging.Task;
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        endpoint.All.Should().HaveCount(1);
    }

    [TestCase("eu-west-1", false, false, "https://ecs.eu-west-1.amazonaws.com/")]
    [TestCase("us-east-1", true, false, "https://ecs-fips.us-east-1.amazonaws.com/")]
    [TestCase("us-east-1", false, true, "https://ecs.us-east-1.api.aws/")]
    [TestCase("cn-north-1", false, false, "https://ecs.cn-north-1.amazonaws.com.cn/")]
    public void Without_an_address_it_is_the_regions(string region, bool fips, bool dualStack, string url)
    {
        var config = new AmazonECSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };
        using var client = new AmazonECSClient(new AnonymousAWSCredentials(), config);

        client.DetermineServiceOperationEndpoint(new ListClustersRequest()).URL.TrimEnd('/').Should().Be(url.TrimEnd('/'));
    }

    [Test]
    public async Task A_path_in_the_address_is_kept()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = endpoint.Client(config => config.ServiceURL = endpoint.Url + "/some/where");

        await client.ListClustersAsync(new ListClustersRequest());

        endpoint.Last.Path.Should().StartWith("/some/where");
    }
}
