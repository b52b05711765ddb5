using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace Workbook.Sdk.Tests;

/// <summary>What the EC2 client sends and understands, and where its classes are not the model's.</summary>
public sealed class Ec2RequestTests
{
    [Test]
    public async Task Lists_are_numbered_at_once()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml("<DescribeInstancesResponse/>"));
        using var client = endpoint.Ec2();

        await client.DescribeInstancesAsync(new DescribeInstancesRequest
        {
            DryRun = false,
            Filters = [new Filter("vpc-id", ["vpc-1", "vpc-2"]), new Filter("tag-key") { Values = ["a"] }],
            InstanceIds = ["i-1"],
            MaxResults = 7,
        });

        endpoint.Last.Body.Split('&').Should().Contain("Action=DescribeInstances").And.Contain("Version=2016-11-15");
        endpoint.Last.Headers["Authorization"].Should().Contain("/eu-west-1/ec2/aws4_request");
        endpoint.Last.Parameters.Should().BeEquivalentTo(
            "DryRun=false", "Filter.1.Name=vpc-id", "Filter.1.Value.1=vpc-1", "Filter.1.Value.2=vpc-2", "Filter.2.Name=tag-key", "Filter.2.Value.1=a", "InstanceId.1=i-1", "MaxResults=7");
    }

    [Test]
    public async Task A_structure_around_one_value_is_that_value()
    {
        await using var endpoint = await Endpoint.StartAsync(
            Answer.Xml("<R/>"), Answer.Xml("<R/>"), Answer.Xml("<R><vpcId>vpc-1</vpcId><enableDnsSupport><value>true</value></enableDnsSupport></R>"));
        using var client = endpoint.Ec2();

        await client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = "vpc-1", EnableDnsHostnames = true });
        endpoint.Last.Parameters.Should().BeEquivalentTo("VpcId=vpc-1", "EnableDnsHostnames.Value=true");

        await client.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest { InstanceId = "i-1", InstanceType = "t3.micro", Groups = ["sg-1"], UserData = "aGk=" });
        endpoint.Last.Parameters.Should().BeEquivalentTo("InstanceId=i-1", "InstanceType.Value=t3.micro", "GroupId.1=sg-1", "UserData.Value=aGk=");

        var vpc = await client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = "vpc-1", Attribute = VpcAttributeName.EnableDnsSupport });
        (vpc.VpcId, vpc.EnableDnsSupport, vpc.EnableDnsHostnames).Should().Be(("vpc-1", true, null));
    }

    [Test]
    public async Task What_was_launched_is_a_reservation()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml("""
            <RunInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>r-1</requestId><reservationId>r-0123</reservationId><ownerId>123456789012</ownerId>
              <instancesSet><item><instanceId>i-1</instanceId><instanceType>t3.micro</instanceType><launchTime>2026-01-02T03:04:05.000Z</launchTime>
                <instanceState><code>0</code><name>pending</name></instanceState><placement><availabilityZone>us-east-1a</availabilityZone></placement>
                <tagSet><item><key>a</key><value>b</value></item></tagSet></item></instancesSet>
            </RunInstancesResponse>
            """));
        using var client = endpoint.Ec2();

        var response = await client.RunInstancesAsync(new RunInstancesRequest { ImageId = "ami-1", MinCount = 1, MaxCount = 1, Monitoring = true, InstanceType = InstanceType.T3Micro, ClientToken = "t" });

        endpoint.Last.Parameters.Should().BeEquivalentTo("ImageId=ami-1", "MinCount=1", "MaxCount=1", "Monitoring.Enabled=true", "InstanceType=t3.micro", "ClientToken=t");
        response.ResponseMetadata.RequestId.Should().Be("r-1");
        response.Reservation.ReservationId.Should().Be("r-0123");
        var instance = response.Reservation.Instances.Should().ContainSingle().Subject;
        instance.InstanceType.Should().Be(InstanceType.T3Micro);
        (instance.State.Code, instance.State.Name, instance.Placement.AvailabilityZone).Should().Be((0, InstanceStateName.Pending, "us-east-1a"));
        instance.LaunchTime.Should().Be(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        instance.Tags.Should().ContainSingle().Which.Value.Should().Be("b");
    }

    [Test]
    public async Task Every_error_is_an_EC2_exception_with_a_code()
    {
        await using var endpoint = await Endpoint.StartAsync(
            Answer.Xml("<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-1' does not exist</Message></Error></Errors><RequestID>r-2</RequestID></Response>", 400));
        using var client = endpoint.Ec2();

        var thrown = (await client.Invoking(c => c.DescribeVpcsAsync()).Should().ThrowExactlyAsync<AmazonEC2Exception>()).Which;

        (thrown.ErrorCode, thrown.Message, thrown.RequestId, thrown.StatusCode)
            .Should().Be(("InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist", "r-2", HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Pages_are_walked()
    {
        await using var endpoint = await Endpoint.StartAsync(
            Answer.Xml("<R><nextToken>2</nextToken><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></R>"), Answer.Xml("<R><vpcSet><item><vpcId>vpc-2</vpcId></item></vpcSet></R>"));
        using var client = endpoint.Ec2();

        var found = new List<string>();
        await foreach (var vpc in client.Paginators.DescribeVpcs(new DescribeVpcsRequest()).Vpcs) found.Add(vpc.VpcId);

        found.Should().Equal("vpc-1", "vpc-2");
        endpoint.Last.Parameters.Should().Equal("NextToken=2");
    }

    [Test]
    public void Names_are_the_official_ones()
    {
        typeof(InstanceStatus).GetProperty("Status").Should().NotBeNull();
        typeof(PrefixListId).GetProperty("Id").Should().NotBeNull();
        typeof(IpPermission).GetProperty("Ipv4Ranges").Should().NotBeNull();
        typeof(AuthorizeSecurityGroupIngressRequest).GetProperty("CidrIp").Should().BeNull();
        typeof(CreateKeyPairResponse).GetProperty("KeyPair")!.PropertyType.GetProperty("KeyMaterial").Should().NotBeNull();
        typeof(DescribeInstanceAttributeResponse).GetProperty("InstanceAttribute")!.PropertyType.GetProperty("UserData")!.PropertyType.Should().Be<string>();
        typeof(ImportKeyPairRequest).GetProperty("PublicKeyMaterial")!.PropertyType.Should().Be<string>();
        new Tag("k", "v").Value.Should().Be("v");
    }
}
