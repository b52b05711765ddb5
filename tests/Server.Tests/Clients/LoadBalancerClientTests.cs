using Amazon.EC2;
using Amazon.ElasticLoadBalancing;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>Load balancers through the AWS SDKs for .NET, Python and JavaScript.</summary>
internal sealed class LoadBalancerClientTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task DotNet()
    {
        var credentials = new BasicAWSCredentials(NewAccount(), "secret");
        using var ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        using var elb = new AmazonElasticLoadBalancingV2Client(credentials, new AmazonElasticLoadBalancingV2Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        var subnets = (await ec2.DescribeSubnetsAsync()).Subnets.Select(subnet => subnet.SubnetId).ToList();
        var balancer = (await elb.CreateLoadBalancerAsync(new() { Name = "web", Subnets = subnets, Tags = [new() { Key = "team", Value = "größe" }] })).LoadBalancers.Single();
        (balancer.Type, balancer.State.Code).Should().Be((LoadBalancerTypeEnum.Application, LoadBalancerStateEnum.Provisioning));
        await Aws.Engine.Clock.RestAsync();
        (await elb.DescribeLoadBalancersAsync(new() { Names = ["web"] })).LoadBalancers.Single().State.Code.Should().Be(LoadBalancerStateEnum.Active);
        (await elb.DescribeTagsAsync(new() { ResourceArns = [balancer.LoadBalancerArn] })).TagDescriptions.Single().Tags.Single().Value.Should().Be("größe");

        var group = (await elb.CreateTargetGroupAsync(new() { Name = "blue", Protocol = ProtocolEnum.HTTP, Port = 80, VpcId = balancer.VpcId, TargetType = TargetTypeEnum.Ip })).TargetGroups.Single();
        var listener = (await elb.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = 80,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = group.TargetGroupArn }],
        })).Listeners.Single();
        var redirected = (await elb.CreateRuleAsync(new()
        {
            ListenerArn = listener.ListenerArn,
            Priority = 1,
            Conditions = [new() { Field = "host-header", HostHeaderConfig = new() { Values = ["*.example.com"] } }],
            Actions = [new() { Type = ActionTypeEnum.Redirect, RedirectConfig = new() { Protocol = "HTTPS", Port = "443", StatusCode = RedirectActionStatusCodeEnum.HTTP_301 } }],
        })).Rules.Single();
        redirected.Actions.Single().RedirectConfig.Path.Should().Be("/#{path}");
        var refused = async () => await elb.DeleteTargetGroupAsync(new() { TargetGroupArn = group.TargetGroupArn });
        (await refused.Should().ThrowExactlyAsync<ResourceInUseException>()).Which.Message.Should().Be($"Target group '{group.TargetGroupArn}' is currently in use by a listener or a rule");
        await foreach (var each in elb.Paginators.DescribeTargetGroups(new()).TargetGroups) each.LoadBalancerArns.Should().Equal(balancer.LoadBalancerArn);
    }

    [Test]
    public async Task Classic()
    {
        using var elb = new AmazonElasticLoadBalancingClient(
            new BasicAWSCredentials(NewAccount(), "secret"), new AmazonElasticLoadBalancingConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        await elb.CreateLoadBalancerAsync(new() { LoadBalancerName = "old", AvailabilityZones = [Region + "a"], Listeners = [new() { Protocol = "HTTP", LoadBalancerPort = 80, InstancePort = 80 }] });
        (await elb.DescribeLoadBalancersAsync()).LoadBalancerDescriptions.Single().ListenerDescriptions.Single().Listener.InstanceProtocol.Should().Be("HTTP");
        var refused = async () => await elb.CreateLoadBalancerPolicyAsync(new() { LoadBalancerName = "old", PolicyName = "p", PolicyTypeName = "ProxyProtocolPolicyType" });
        (await refused.Should().ThrowAsync<AmazonElasticLoadBalancingException>()).Which.ErrorCode.Should().Be("UnsupportedOperation");
    }

    [Test]
    public async Task Boto3() => (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await PythonWithBoto3Async(), Source("elb.py"))).Succeeded();

    [Test]
    public async Task JavaScript()
    {
        var node = await NodeWithAwsSdkAsync();
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, node, "--test", Source("js/elb.mjs"))).Succeeded();
    }
}
