using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECRPublic;
using Amazon.Runtime;

namespace Workbook.Sdk.Tests;

/// <summary>The public surface of the clients of ECR and ECR Public, as the official packages have it.</summary>
public sealed class EcrSurfaceTests
{
    [TestCase(typeof(IAmazonECR), 62)]
    [TestCase(typeof(IAmazonECRPublic), 23)]
    public void Every_operation_is_a_method_with_a_request_and_a_token(Type service, int operations)
    {
        var methods = service.GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)).ToList();

        methods.Should().HaveCount(operations);
        foreach (var method in methods)
        {
            var name = method.Name[..^"Async".Length];
            method.ReturnType.GenericTypeArguments[0].Name.Should().Be(name + "Response");
            method.GetParameters().Select(parameter => parameter.ParameterType.Name).Should().Equal(name + "Request", nameof(CancellationToken));
            method.GetParameters()[1].HasDefaultValue.Should().BeTrue();
        }
    }

    [TestCase(typeof(AmazonECRClient), "AWSSDK.ECR")]
    [TestCase(typeof(AmazonECRPublicClient), "AWSSDK.ECRPublic")]
    public void The_assembly_goes_by_the_packages_name_and_a_client_has_twelve_constructors(Type client, string name)
    {
        client.Assembly.GetName().Name.Should().Be(name);
        client.GetConstructors().Should().HaveCount(12);
    }

    [Test]
    public void Enums_are_classes_with_constants()
    {
        ImageTagMutability.IMMUTABLE_WITH_EXCLUSION.Value.Should().Be("IMMUTABLE_WITH_EXCLUSION");
        EncryptionType.KMS.Value.Should().Be("KMS");
        UpstreamRegistry.DockerHub.Value.Should().Be("docker-hub");
        ((ScanType)"BASIC").Should().Be(ScanType.BASIC);
    }

    [Test]
    public void Values_are_nullable_and_blobs_are_streams()
    {
        new ImageDetail().ImageSizeInBytes.Should().BeNull();
        new CreateRepositoryRequest().Tags.Should().BeNull();
        typeof(UploadLayerPartRequest).GetProperty(nameof(UploadLayerPartRequest.LayerPartBlob))!.PropertyType.Should().Be<MemoryStream>();
        typeof(RepositoryNotFoundException).GetConstructors().Should().HaveCount(6);
        typeof(RepositoryNotFoundException).BaseType.Should().Be<AmazonECRException>();
    }

    [Test]
    public void Lists_have_paginators_with_their_results()
    {
        using var client = new AmazonECRClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonECRConfig { ServiceURL = "http://127.0.0.1:1" });

        client.Paginators.ListImages(new() { RepositoryName = "web" }).ImageIds.Should().NotBeNull();
        client.Paginators.DescribeRepositories(new()).Repositories.Should().NotBeNull();
    }
}
