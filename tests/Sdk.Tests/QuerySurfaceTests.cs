using System.Reflection;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.ElasticLoadBalancing;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Runtime;

namespace Workbook.Sdk.Tests;

/// <summary>The public surface of the clients of Query services, as the official packages have it.</summary>
public sealed class QuerySurfaceTests
{
    private const string Async = "Async";

    [TestCase(typeof(IAmazonEC2), 64)]
    [TestCase(typeof(IAmazonAutoScaling), 68)]
    [TestCase(typeof(IAmazonElasticLoadBalancingV2), 51)]
    [TestCase(typeof(IAmazonElasticLoadBalancing), 29)]
    public void Every_operation_is_a_method_with_a_request_and_a_token(Type service, int atLeast)
    {
        var methods = service.GetMethods().Where(method => method.Name.EndsWith(Async, StringComparison.Ordinal)).ToList();
        methods.Select(method => method.Name).Distinct().Should().HaveCountGreaterThanOrEqualTo(atLeast);
        foreach (var operation in methods.GroupBy(method => method.Name[..^Async.Length]))
        {
            operation.Should().ContainSingle(method => method.GetParameters().Length == 2 && method.GetParameters()[0].ParameterType.Name == operation.Key + "Request", operation.Key);
            operation.Should().OnlyContain(method => method.ReturnType.GenericTypeArguments[0].Name == operation.Key + "Response");
            operation.Select(method => method.GetParameters().Last()).Should().OnlyContain(last => last.ParameterType == typeof(CancellationToken) && last.HasDefaultValue);
        }
    }

    [TestCase(typeof(AmazonEC2Client))]
    [TestCase(typeof(AmazonAutoScalingClient))]
    [TestCase(typeof(AmazonElasticLoadBalancingV2Client))]
    [TestCase(typeof(AmazonElasticLoadBalancingClient))]
    public void A_client_has_twelve_constructors(Type client) => client.GetConstructors().Should().HaveCount(12);

    [TestCase(typeof(IAmazonEC2), "EC2")]
    [TestCase(typeof(IAmazonAutoScaling), "Auto Scaling")]
    [TestCase(typeof(IAmazonElasticLoadBalancingV2), "Elastic Load Balancing v2")]
    [TestCase(typeof(IAmazonElasticLoadBalancing), "Elastic Load Balancing")]
    public void A_client_can_be_made_from_its_interface_as_dependency_injection_does(Type service, string id)
    {
        var make = typeof(QuerySurfaceTests).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(service);
        using var client = (AmazonServiceClient)make.Invoke(null, [])!;
        client.Config.ServiceId.Should().Be(id);
    }

    [Test]
    public void Enums_are_classes_with_constants()
    {
        InstanceType.T3Micro.Value.Should().Be("t3.micro");
        InstanceStateName.ShuttingDown.Value.Should().Be("shutting-down");
        ResourceType.Instance.Value.Should().Be("instance");
        LifecycleState.InService.Value.Should().Be("InService");
    }

    [TestCase(typeof(AmazonEC2Client), "AWSSDK.EC2")]
    [TestCase(typeof(AmazonAutoScalingClient), "AWSSDK.AutoScaling")]
    [TestCase(typeof(AmazonElasticLoadBalancingV2Client), "AWSSDK.ElasticLoadBalancingV2")]
    [TestCase(typeof(AmazonElasticLoadBalancingClient), "AWSSDK.ElasticLoadBalancing")]
    public void The_assembly_goes_by_the_packages_name(Type client, string name) => client.Assembly.GetName().Name.Should().Be(name);

    private static IAmazonService Make<T>() where T : IAmazonService =>
        T.CreateDefaultServiceClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), Config(T.CreateDefaultClientConfig()));

    private static ClientConfig Config(ClientConfig config)
    {
        config.ServiceURL = "http://127.0.0.1:1";
        return config;
    }
}
