using System.Reflection;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;

namespace Workbook.Sdk.Tests;

/// <summary>The public surface, as the official package has it: these hold for either.</summary>
public sealed class SurfaceTests
{
    [Test]
    public void Every_operation_is_a_method_with_a_request_and_a_token()
    {
        var methods = typeof(IAmazonECS).GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)).ToList();
        methods.Should().HaveCountGreaterThanOrEqualTo(88).And.OnlyHaveUniqueItems(method => method.Name);
        foreach (var method in methods)
        {
            var operation = method.Name[..^"Async".Length];
            var parameters = method.GetParameters();
            parameters.Select(parameter => parameter.ParameterType.Name).Should().Equal($"{operation}Request", nameof(CancellationToken));
            parameters[0].ParameterType.Should().BeDerivedFrom<AmazonECSRequest>();
            parameters[1].HasDefaultValue.Should().BeTrue();
            var response = method.ReturnType.GenericTypeArguments.Single();
            response.Name.Should().Be($"{operation}Response");
            response.Should().BeDerivedFrom<AmazonWebServiceResponse>();
        }
    }

    [Test]
    public void A_client_has_twelve_constructors() => typeof(AmazonECSClient).GetConstructors().Should().HaveCount(12);

    [TestCase(typeof(AmazonECSException))]
    [TestCase(typeof(ClusterNotFoundException))]
    [TestCase(typeof(ConflictException))]
    public void An_exception_has_six_constructors(Type exception) => exception.GetConstructors().Should().HaveCount(6);

    [Test]
    public void Operations_can_be_overridden() =>
        typeof(AmazonECSClient).GetMethod(nameof(AmazonECSClient.ListTasksAsync))!.Should().BeVirtual();

    [Test]
    public void Enums_are_classes_with_constants()
    {
        LaunchType.FARGATE.Value.Should().Be("FARGATE");
        LaunchType.EC2.Value.Should().Be("EC2");
        LogDriver.JsonFile.Value.Should().Be("json-file");
        NetworkMode.Awsvpc.Value.Should().Be("awsvpc");
        TaskStopCode.EssentialContainerExited.Value.Should().Be("EssentialContainerExited");
        DeploymentRolloutState.IN_PROGRESS.Value.Should().Be("IN_PROGRESS");
        LaunchType.FindValue("FARGATE").Should().BeSameAs(LaunchType.FARGATE);
        LaunchType converted = "FARGATE";
        (converted == LaunchType.FARGATE).Should().BeTrue();
        (converted == "FARGATE").Should().BeTrue();
        LaunchType unheardOf = "MOON";
        unheardOf.Value.Should().Be("MOON");
    }

    [Test]
    public void Members_keep_the_apis_spelling_and_value_types_are_nullable()
    {
        Property<CreateServiceRequest>("EnableECSManagedTags").Should().Be<bool?>();
        Property<CreateServiceRequest>("DesiredCount").Should().Be<int?>();
        Property<CreateServiceRequest>("LaunchType").Should().Be<LaunchType>();
        Property<Amazon.ECS.Model.Task>("CreatedAt").Should().Be<DateTime?>();
        Property<Amazon.ECS.Model.Task>("Version").Should().Be<long?>();
        Property<DescribeTasksRequest>("Include").Should().Be<List<string>>("enums in lists are strings");
        Property<ContainerRestartPolicy>("IgnoredExitCodes").Should().Be<List<int>>();
        Property<ContainerDefinition>("DockerLabels").Should().Be<Dictionary<string, string>>();
        Property<DeploymentLifecycleHook>("HookDetails").Should().Be<Amazon.Runtime.Documents.Document>();
    }

    [Test]
    public void Collections_are_null_until_set()
    {
        new DescribeClustersRequest().Clusters.Should().BeNull();
        new ContainerDefinition().DockerLabels.Should().BeNull();
    }

    [Test]
    public void A_client_can_be_stood_in_for()
    {
        var members = typeof(IAmazonECS).GetMembers().Concat(typeof(IAmazonService).GetMembers()).ToList();
        members.Should().Contain(member => member.Name == nameof(IAmazonECS.Paginators));
        members.Should().Contain(member => member.Name == nameof(IAmazonECS.DetermineServiceOperationEndpoint));
        typeof(IAmazonECS).GetInterfaces().Should().Equal(typeof(IAmazonService), typeof(IDisposable));
    }

    [Test]
    public void A_client_can_be_made_from_its_interface_as_dependency_injection_does()
    {
        using var client = (IAmazonECS)Make<IAmazonECS>();
        client.Should().BeOfType<AmazonECSClient>();
        client.Config.ServiceId.Should().Be("ECS");

        static IAmazonService Make<T>() where T : IAmazonService
        {
            var config = T.CreateDefaultClientConfig();
            config.ServiceURL = "http://localhost";
            return T.CreateDefaultServiceClient(new AnonymousAWSCredentials(), config);
        }
    }

    [Test]
    public void The_assembly_is_named_as_the_package_and_shows_nothing_else()
    {
        var assembly = typeof(IAmazonECS).Assembly;
        assembly.GetName().Name.Should().Be("AWSSDK.ECS");
        assembly.GetExportedTypes().Should().OnlyContain(type => type.Namespace!.StartsWith("Amazon.ECS", StringComparison.Ordinal));
    }

    private static Type Property<T>(string name) => typeof(T).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.PropertyType;
}
