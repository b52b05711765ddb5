using Workbook.Orchestration.Worlds;
using Workbook.Server.Api.AutoScaling;
using Workbook.Server.Api.Ec2;

namespace Workbook.Server.Tests.BadInput;

/// <summary>
/// What <see cref="ValidRequests"/> is for ECS, for the services that speak Query. A request is the JSON of its
/// parameters, with the names that they have in a form.
/// </summary>
internal static class ValidQueryRequests
{
    public static readonly QueryService Ec2 = new("ec2", "2016-11-15", "", typeof(Ec2Api),
    [
        ("DescribeRegions", """{"AllRegions":true,"DryRun":false,"RegionName":["us-east-1","eu-west-1"],"Filter":[{"Name":"region-name","Value":["us-*","eu-west-1"]},{"Name":"opt-in-status","Value":["opt-in-not-required"]}]}"""),
        ("DescribeImages", """{"Owner":["amazon"],"Filter":[{"Name":"name","Value":["al2023-ami-ecs-hvm-*"]}]}"""),
        ("DescribeInstanceTypes", """{"InstanceType":["t3.medium"],"MaxResults":5}"""),
        ("RunInstances", """{"ImageId":"resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id","InstanceType":"t3.medium","MinCount":1,"MaxCount":2,"TagSpecification":[{"ResourceType":"instance","Tag":[{"Key":"team","Value":"a"}]}],"UserData":"IyEvYmluL2Jhc2gKZWNobyBFQ1NfQ0xVU1RFUj1kZWZhdWx0ID4+IC9ldGMvZWNzL2Vjcy5jb25maWcK"}"""),
        ("DescribeInstances", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("DescribeInstanceStatus", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("TerminateInstances", """{"InstanceId":["i-0123456789abcdef0"]}"""),
        ("StopInstances", """{"InstanceId":["i-0123456789abcdef0"]}"""),
        ("StartInstances", """{"InstanceId":["i-0123456789abcdef0"]}"""),
        ("RebootInstances", """{"InstanceId":["i-0123456789abcdef0"]}"""),
        ("ModifyInstanceAttribute", """{"InstanceId":"i-0123456789abcdef0","DisableApiTermination":{"Value":true}}"""),
        ("DescribeInstanceAttribute", """{"InstanceId":"i-0123456789abcdef0","Attribute":"userData"}"""),
        ("DescribeNetworkInterfaces", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("CreateNetworkInterface", """{"SubnetId":"subnet-0123456789abcdef0","Description":"mine","SecurityGroupId":["sg-0123456789abcdef0"],"PrivateIpAddress":"172.31.0.9","TagSpecification":[{"ResourceType":"network-interface","Tag":[{"Key":"team","Value":"a"}]}]}"""),
        ("DeleteNetworkInterface", """{"NetworkInterfaceId":"eni-0123456789abcdef0"}"""),
        ("DescribeVolumes", """{"Filter":[{"Name":"attachment.instance-id","Value":["i-*"]}],"MaxResults":5}"""),
        ("DescribeAccountAttributes", """{"AttributeName":["default-vpc"]}"""),
        ("CreateKeyPair", """{"KeyName":"mine"}"""),
        ("ImportKeyPair", """{"KeyName":"theirs","PublicKeyMaterial":"c3NoLXJzYSBBQUFB"}"""),
        ("DeleteKeyPair", """{"KeyName":"mine"}"""),
        ("DescribeKeyPairs", """{"Filter":[{"Name":"key-name","Value":["m*"]}]}"""),
        ("CreateLaunchTemplate", """{"LaunchTemplateName":"ecs","LaunchTemplateData":{"ImageId":"ami-0123456789abcdef0","InstanceType":"t3.medium","UserData":"IyE="}}"""),
        ("CreateLaunchTemplateVersion", """{"LaunchTemplateName":"ecs","SourceVersion":"1","LaunchTemplateData":{"InstanceType":"t3.large"}}"""),
        ("ModifyLaunchTemplate", """{"LaunchTemplateName":"ecs","SetDefaultVersion":"1"}"""),
        ("DeleteLaunchTemplate", """{"LaunchTemplateName":"ecs"}"""),
        ("DeleteLaunchTemplateVersions", """{"LaunchTemplateName":"ecs","LaunchTemplateVersion":["2"]}"""),
        ("DescribeLaunchTemplates", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("DescribeLaunchTemplateVersions", """{"LaunchTemplateName":"ecs","LaunchTemplateVersion":["$Latest"]}"""),
        ("CreateVpc", """{"CidrBlock":"10.1.0.0/16","TagSpecification":[{"ResourceType":"vpc","Tag":[{"Key":"team","Value":"a"}]}]}"""),
        ("CreateDefaultVpc", """{}"""),
        ("DeleteVpc", """{"VpcId":"vpc-0123456789abcdef0"}"""),
        ("ModifyVpcAttribute", """{"VpcId":"vpc-0123456789abcdef0","EnableDnsSupport":{"Value":true}}"""),
        ("DescribeVpcAttribute", """{"VpcId":"vpc-0123456789abcdef0","Attribute":"enableDnsSupport"}"""),
        ("DescribeVpcs", """{"Filter":[{"Name":"isDefault","Value":["true"]}]}"""),
        ("CreateSubnet", """{"VpcId":"vpc-0123456789abcdef0","CidrBlock":"10.1.0.0/24","AvailabilityZone":"us-east-1a"}"""),
        ("CreateDefaultSubnet", """{"AvailabilityZone":"us-east-1a"}"""),
        ("DeleteSubnet", """{"SubnetId":"subnet-0123456789abcdef0"}"""),
        ("ModifySubnetAttribute", """{"SubnetId":"subnet-0123456789abcdef0","MapPublicIpOnLaunch":{"Value":true}}"""),
        ("DescribeSubnets", """{"Filter":[{"Name":"default-for-az","Value":["true"]}],"MaxResults":5}"""),
        ("DescribeAvailabilityZones", """{"ZoneName":["us-east-1a"]}"""),
        ("CreateInternetGateway", """{}"""),
        ("DeleteInternetGateway", """{"InternetGatewayId":"igw-0123456789abcdef0"}"""),
        ("AttachInternetGateway", """{"InternetGatewayId":"igw-0123456789abcdef0","VpcId":"vpc-0123456789abcdef0"}"""),
        ("DetachInternetGateway", """{"InternetGatewayId":"igw-0123456789abcdef0","VpcId":"vpc-0123456789abcdef0"}"""),
        ("DescribeInternetGateways", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("CreateRouteTable", """{"VpcId":"vpc-0123456789abcdef0"}"""),
        ("DeleteRouteTable", """{"RouteTableId":"rtb-0123456789abcdef0"}"""),
        ("CreateRoute", """{"RouteTableId":"rtb-0123456789abcdef0","DestinationCidrBlock":"0.0.0.0/0","GatewayId":"igw-0123456789abcdef0"}"""),
        ("DeleteRoute", """{"RouteTableId":"rtb-0123456789abcdef0","DestinationCidrBlock":"0.0.0.0/0"}"""),
        ("AssociateRouteTable", """{"RouteTableId":"rtb-0123456789abcdef0","SubnetId":"subnet-0123456789abcdef0"}"""),
        ("DisassociateRouteTable", """{"AssociationId":"rtbassoc-0123456789abcdef0"}"""),
        ("DescribeRouteTables", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("DescribeNetworkAcls", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("CreateSecurityGroup", """{"GroupName":"web","GroupDescription":"web servers"}"""),
        ("DeleteSecurityGroup", """{"GroupName":"web"}"""),
        ("AuthorizeSecurityGroupIngress", """{"GroupId":"sg-0123456789abcdef0","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"""),
        ("AuthorizeSecurityGroupEgress", """{"GroupId":"sg-0123456789abcdef0","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"""),
        ("RevokeSecurityGroupIngress", """{"GroupId":"sg-0123456789abcdef0","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"""),
        ("RevokeSecurityGroupEgress", """{"GroupId":"sg-0123456789abcdef0","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"""),
        ("DescribeSecurityGroups", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("DescribeSecurityGroupRules", """{"Filter":[{"Name":"tag:team","Value":["a*"]}]}"""),
        ("CreateTags", """{"ResourceId":["vpc-0123456789abcdef0"],"Tag":[{"Key":"team","Value":"a"}]}"""),
        ("DeleteTags", """{"ResourceId":["vpc-0123456789abcdef0"],"Tag":[{"Key":"team"}]}"""),
        ("DescribeTags", """{"Filter":[{"Name":"key","Value":["team"]}],"MaxResults":5}"""),
    ]);

    public static readonly QueryService AutoScaling = new("autoscaling", "2011-01-01", ".member", typeof(AutoScalingApi),
    [
        ("DescribeAccountLimits", """{"Unknown":["a",{"b":1}]}"""),
        ("CreateAutoScalingGroup", """{"AutoScalingGroupName":"group","MinSize":0,"MaxSize":2,"DesiredCapacity":1,"LaunchConfigurationName":"old","AvailabilityZones":["us-east-1a"],"Tags":[{"Key":"team","Value":"a","PropagateAtLaunch":true}]}"""),
        ("UpdateAutoScalingGroup", """{"AutoScalingGroupName":"group","MaxSize":3}"""),
        ("DeleteAutoScalingGroup", """{"AutoScalingGroupName":"group","ForceDelete":true}"""),
        ("SetDesiredCapacity", """{"AutoScalingGroupName":"group","DesiredCapacity":2}"""),
        ("DescribeAutoScalingGroups", """{"AutoScalingGroupNames":["group"],"MaxRecords":5}"""),
        ("DescribeScalingActivities", """{"MaxRecords":5}"""),
        ("SuspendProcesses", """{"AutoScalingGroupName":"group","ScalingProcesses":["Launch"]}"""),
        ("ResumeProcesses", """{"AutoScalingGroupName":"group","ScalingProcesses":["Launch"]}"""),
        ("CreateOrUpdateTags", """{"Tags":[{"ResourceId":"group","ResourceType":"auto-scaling-group","Key":"team","Value":"a","PropagateAtLaunch":true}]}"""),
        ("DeleteTags", """{"Tags":[{"ResourceId":"group","ResourceType":"auto-scaling-group","Key":"team"}]}"""),
        ("DescribeTags", """{"Filters":[{"Name":"key","Values":["team"]}]}"""),
        ("DescribeAutoScalingInstances", """{"MaxRecords":5}"""),
        ("SetInstanceProtection", """{"AutoScalingGroupName":"group","InstanceIds":["i-0123456789abcdef0"],"ProtectedFromScaleIn":true}"""),
        ("SetInstanceHealth", """{"InstanceId":"i-0123456789abcdef0","HealthStatus":"Unhealthy"}"""),
        ("TerminateInstanceInAutoScalingGroup", """{"InstanceId":"i-0123456789abcdef0","ShouldDecrementDesiredCapacity":true}"""),
        ("AttachInstances", """{"AutoScalingGroupName":"group","InstanceIds":["i-0123456789abcdef0"]}"""),
        ("DetachInstances", """{"AutoScalingGroupName":"group","InstanceIds":["i-0123456789abcdef0"],"ShouldDecrementDesiredCapacity":true}"""),
        ("PutLifecycleHook", """{"AutoScalingGroupName":"group","LifecycleHookName":"drain","LifecycleTransition":"autoscaling:EC2_INSTANCE_TERMINATING","HeartbeatTimeout":60}"""),
        ("DeleteLifecycleHook", """{"AutoScalingGroupName":"group","LifecycleHookName":"drain"}"""),
        ("CompleteLifecycleAction", """{"AutoScalingGroupName":"group","LifecycleHookName":"drain","InstanceId":"i-0123456789abcdef0","LifecycleActionResult":"CONTINUE"}"""),
        ("DescribeLifecycleHooks", """{"AutoScalingGroupName":"group"}"""),
        ("CreateLaunchConfiguration", """{"LaunchConfigurationName":"old","ImageId":"ami-0123456789abcdef0","InstanceType":"t3.medium","UserData":"IyE="}"""),
        ("DeleteLaunchConfiguration", """{"LaunchConfigurationName":"old"}"""),
        ("DescribeLaunchConfigurations", """{"MaxRecords":5}"""),
    ]);

    public static IEnumerable<QueryService> All => [Ec2, AutoScaling, ValidElbRequests.Elbv2, ValidElbRequests.Elb];
}

/// <summary>A service that speaks Query.</summary>
/// <param name="SigningName">In the credential scope.</param>
/// <param name="Version">Of the API.</param>
/// <param name="Infix">What stands between a list's name and a number.</param>
/// <param name="Api">The class with the handlers.</param>
/// <param name="Requests">One valid request or more for each operation that is served.</param>
internal sealed record QueryService(string SigningName, string Version, string Infix, Type Api, IReadOnlyList<(string Operation, string Body)> Requests)
{
    /// <summary>What there has to be for most of the requests to be accepted.</summary>
    public Func<World, World> Given { get; init; } = world => world;

    public override string ToString() => $"{SigningName} {Version}";
}
