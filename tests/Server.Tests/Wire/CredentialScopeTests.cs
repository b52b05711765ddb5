using Workbook.Orchestration;
using Microsoft.AspNetCore.Http;
using Workbook.Server.Wire;
using Workbook.Shapes;

namespace Workbook.Server.Tests.Wire;

internal sealed class CredentialScopeTests
{
    private const string Rest = ", SignedHeaders=host, Signature=00";

    [TestCase("AWS4-HMAC-SHA256 Credential=AKIA1/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00", "AKIA1", "eu-west-1", "ecs", "123456789012")]
    [TestCase("AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-gov-west-1/ecs/aws4_request,SignedHeaders=host,Signature=00", "111122223333", "us-gov-west-1", "ecs", "111122223333")]
    [TestCase("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00, Credential=11112222333/20260101/eusc-de-east-1/monitoring/aws4_request", "11112222333", "eusc-de-east-1", "monitoring", "123456789012")]
    [TestCase("AWS4-HMAC-SHA256 Credential=1111222233334/20260101/us-iso-east-1/ecs/aws4_request" + Rest, "1111222233334", "us-iso-east-1", "ecs", "123456789012")]
    [TestCase("AWS4-HMAC-SHA256 Credential=test/20260101/ap-southeast-12/ecs/aws4_request" + Rest, "test", "ap-southeast-12", "ecs", "123456789012")]
    [TestCase("AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request" + Rest, "test", "eu-central-1", "s3", "123456789012")]
    public void Header(string authorization, string accessKeyId, string region, string service, string account)
    {
        var scope = Read(authorization);
        scope.Should().Be(new CredentialScope(accessKeyId, region, service));
        scope.Scope.ToString().Should().Be($"{account}/{region}");
    }

    [TestCase("*", "us-east-1")]
    [TestCase("", "us-east-1")]
    [TestCase("eu-north-1,eu-west-1", "eu-north-1")]
    public void RegionSet(string set, string region) =>
        CredentialScope.Parse("test/20260101/s3/aws4_request", asymmetric: true, set).Region.Should().Be(region);

    [TestCase(null, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [TestCase("Bearer abc", "IncompleteSignatureException", "Invalid key=value pair (missing equal-sign) in Authorization header*")]
    [TestCase("Basic dXNlcjpwdw==", "IncompleteSignatureException", "Authorization header requires 'Credential' parameter. *")]
    [TestCase("a=b", "IncompleteSignatureException", "Authorization header must begin with the algorithm name, which cannot include an equal-sign.")]
    [TestCase("AWS4-HMAC-SHA256", "IncompleteSignatureException", "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization=*")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host", "IncompleteSignatureException", "Authorization header requires 'Signature' parameter. (Hashed*")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=", "IncompleteSignatureException", "Authorization header requires 'Signature' parameter. (Hashed*")]
    [TestCase("AWS5-X Credential=a/20260101/us-east-1/ecs/aws4_request" + Rest, "IncompleteSignatureException", "Unsupported AWS 'algorithm': 'AWS5-X'.")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/us-east-1/ecs" + Rest, "IncompleteSignatureException", "Credential must have exactly 5 slash-delimited elements*got 'a/us-east-1/ecs'.")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws5" + Rest, "InvalidSignatureException", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/today/us-east-1/ecs/aws4_request" + Rest, "InvalidSignatureException", "Date in Credential scope*")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/..%2F/ecs/aws4_request" + Rest, "InvalidSignatureException", "Credential should be scoped to a valid region, not '..%2F'. ")]
    [TestCase("AWS4-HMAC-SHA256 Credential=a b/20260101/us-east-1/ecs/aws4_request" + Rest, "UnrecognizedClientException", "The security token included in the request is invalid.")]
    [TestCase("AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/ecs/aws4_request" + Rest, "UnrecognizedClientException", "*")]
    public void Garbled(string? authorization, string code, string message)
    {
        var read = () => Read(authorization);
        read.Should().Throw<ApiException>().WithMessage(message).Where(error => error.Code == code && error.Status == 400);
    }

    [Test]
    public void ADateIsRequired()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = Http.Signed;
        var read = () => Signature.Read(request);
        read.Should().Throw<ApiException>().WithMessage("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. *");
    }

    [Test]
    public void Presigned()
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20260101%2Fus-west-2%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00");
        Signature.Read(request).Should().Be(new CredentialScope("AKIA1", "us-west-2", "s3"));

        request.QueryString = new("?X-Amz-Algorithm=AWS4-HMAC-SHA256");
        var read = () => Signature.Read(request);
        read.Should().Throw<ApiException>().WithMessage("AWS query-string parameters must include 'X-Amz-Credential'. *").Where(error => error.Code == "IncompleteSignatureException");
    }

    [TestCase("us-east-1", true)]
    [TestCase("us-east", false)]
    [TestCase("us--1", false)]
    [TestCase("", false)]
    [TestCase("-", false)]
    [TestCase("1", false)]
    [TestCase("US-EAST-1", false)]
    [TestCase("us-east-1/..", false)]
    [TestCase("../../etc", false)]
    [TestCase("us-east-123", false)]
    [TestCase("us-east-1\n", false)]
    [TestCase("üs-east-1", false)]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa-aaaaaaa-1", false)]
    public void Regions(string name, bool valid) => AccountRegion.IsRegion(name).Should().Be(valid);

    private static CredentialScope Read(string? authorization)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["X-Amz-Date"] = "20260101T000000Z";
        request.Headers["X-Amz-Region-Set"] = "eu-central-1,eu-west-1";
        if (authorization is not null) request.Headers.Authorization = authorization;
        return Signature.Read(request);
    }
}
