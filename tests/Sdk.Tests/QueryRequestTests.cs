using Amazon;
using Amazon.AutoScaling.Model;

namespace Workbook.Sdk.Tests;

/// <summary>What a client of a Query service sends and understands.</summary>
public sealed class QueryRequestTests
{
    private const string Done = "<SetDesiredCapacityResponse xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\"><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SetDesiredCapacityResponse>";

    [Test]
    public async Task A_call_is_a_signed_form_that_names_its_operation()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml(Done));
        using var client = endpoint.AutoScaling();

        var response = await client.SetDesiredCapacityAsync(new SetDesiredCapacityRequest { AutoScalingGroupName = "a b&c", DesiredCapacity = 3, HonorCooldown = false });

        var sent = endpoint.Last;
        sent.Method.Should().Be("POST");
        sent.Headers["Content-Type"].Should().StartWith("application/x-www-form-urlencoded");
        sent.Headers["Authorization"].Should().Contain("/eu-west-1/autoscaling/aws4_request");
        sent.Body.Split('&').Should().Contain("Action=SetDesiredCapacity").And.Contain("Version=2011-01-01");
        sent.Parameters.Should().BeEquivalentTo("AutoScalingGroupName=a b&c", "DesiredCapacity=3", "HonorCooldown=false");
        response.ResponseMetadata.RequestId.Should().Be("r-1");
    }

    [Test]
    public async Task Lists_and_structures_become_paths()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml(Done));
        using var client = endpoint.AutoScaling();

        await client.CreateAutoScalingGroupAsync(new CreateAutoScalingGroupRequest
        {
            AutoScalingGroupName = "g",
            MinSize = 0,
            MaxSize = 2,
            AvailabilityZones = [],
            TerminationPolicies = ["OldestInstance", "Default"],
            Tags = [new Tag { Key = "k", Value = "v", PropagateAtLaunch = true }, new Tag { Key = "l" }],
            MixedInstancesPolicy = new()
            {
                InstancesDistribution = new() { SpotMaxPrice = "0.1" },
                LaunchTemplate = new() { Overrides = [new() { InstanceType = "t3.micro", WeightedCapacity = "2" }] },
            },
        });

        endpoint.Last.Parameters.Should().BeEquivalentTo(
            "AutoScalingGroupName=g", "MinSize=0", "MaxSize=2", "AvailabilityZones=", "TerminationPolicies.member.1=OldestInstance", "TerminationPolicies.member.2=Default",
            "Tags.member.1.Key=k", "Tags.member.1.Value=v", "Tags.member.1.PropagateAtLaunch=true", "Tags.member.2.Key=l",
            "MixedInstancesPolicy.InstancesDistribution.SpotMaxPrice=0.1", "MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.InstanceType=t3.micro",
            "MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.WeightedCapacity=2");
    }

    [Test]
    public async Task A_time_is_sent_as_a_date()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml(Done));
        using var client = endpoint.AutoScaling();

        await client.PutScheduledUpdateGroupActionAsync(new PutScheduledUpdateGroupActionRequest { StartTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) });

        endpoint.Last.Parameters.Should().Equal("StartTime=2026-01-02T03:04:05.000Z");
    }

    [Test]
    public async Task Members_of_the_result_are_read()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml("""
            <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">
              <DescribeAutoScalingGroupsResult>
                <NextToken>n</NextToken>
                <AutoScalingGroups>
                  <member>
                    <AutoScalingGroupName>g &amp; h</AutoScalingGroupName><MinSize>1</MinSize><NewInstancesProtectedFromScaleIn>true</NewInstancesProtectedFromScaleIn>
                    <CreatedTime>2026-01-02T03:04:05.678Z</CreatedTime><LoadBalancerNames/>
                    <Instances><member><InstanceId>i-1</InstanceId><LifecycleState>InService</LifecycleState></member><member><InstanceId>i-2</InstanceId></member></Instances>
                    <SomethingNew>1</SomethingNew>
                  </member>
                </AutoScalingGroups>
              </DescribeAutoScalingGroupsResult>
              <ResponseMetadata><RequestId>r-2</RequestId></ResponseMetadata>
            </DescribeAutoScalingGroupsResponse>
            """));
        using var client = endpoint.AutoScaling();

        var response = await client.DescribeAutoScalingGroupsAsync();

        response.NextToken.Should().Be("n");
        response.ResponseMetadata.RequestId.Should().Be("r-2");
        var group = response.AutoScalingGroups.Should().ContainSingle().Subject;
        (group.AutoScalingGroupName, group.MinSize, group.MaxSize, group.NewInstancesProtectedFromScaleIn).Should().Be(("g & h", 1, null, true));
        group.CreatedTime.Should().Be(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc));
        group.LoadBalancerNames.Should().BeNull("the official client has no list where there are no elements");
        group.Instances.Select(instance => instance.InstanceId).Should().Equal("i-1", "i-2");
        group.Instances[0].LifecycleState.Should().Be(Amazon.AutoScaling.LifecycleState.InService);
    }

    [TestCase("AlreadyExists", typeof(AlreadyExistsException))]
    [TestCase("ValidationError", typeof(Amazon.AutoScaling.AmazonAutoScalingException))]
    public async Task An_error_is_found_by_its_code(string code, Type exception)
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Xml($"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>It went wrong.</Message></Error><RequestId>r-3</RequestId></ErrorResponse>", 400));
        using var client = endpoint.AutoScaling();

        var thrown = (await client.Invoking(c => c.CreateAutoScalingGroupAsync(new CreateAutoScalingGroupRequest())).Should().ThrowAsync<Amazon.AutoScaling.AmazonAutoScalingException>()).Which;

        thrown.Should().BeOfType(exception);
        (thrown.ErrorCode, thrown.Message, thrown.RequestId, thrown.StatusCode).Should().Be((code, "It went wrong.", "r-3", System.Net.HttpStatusCode.BadRequest));
    }

    [Test]
    public void Names_are_the_official_ones()
    {
        typeof(AdjustmentType).GetProperty("Type").Should().NotBeNull();
        typeof(InvalidNextTokenException).Should().NotBeNull();
        typeof(IdempotentParameterMismatchErrorException).Should().NotBeNull();
        new CreateAutoScalingGroupRequest().Tags.Should().BeNull();
        AWSConfigs.InitializeCollections.Should().BeFalse();
    }
}
