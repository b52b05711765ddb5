using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>EC2 through the AWS CLI: the default network, security groups, single machines, filters and errors.</summary>
internal sealed class Ec2CliTests() : ClientFixture(ClockMode.Automatic)
{
    private AwsCli Cli() => new(Aws.Endpoint, NewAccount(), Region, "ec2");

    [Test]
    public async Task The_default_network_is_there_before_anybody_made_anything()
    {
        var cli = Cli();
        var vpcs = await cli.CallAsync("describe-vpcs", "--filters", "Name=is-default,Values=true");
        var vpc = vpcs.Text("Vpcs.0.VpcId");
        vpcs.Text("Vpcs.0.CidrBlock").Should().Be("172.31.0.0/16");
        var subnets = await cli.CallAsync("describe-subnets", "--filters", $"Name=vpc-id,Values={vpc}", "--query", "sort_by(Subnets, &AvailabilityZone)");
        subnets.EnumerateArray().Select(subnet => (subnet.Text("AvailabilityZone"), subnet.Text("CidrBlock"), subnet.At("AvailableIpAddressCount").GetInt32())).Should().Equal(
            (Region + "a", "172.31.0.0/20", 4091), (Region + "b", "172.31.16.0/20", 4091), (Region + "c", "172.31.32.0/20", 4091));
        (await cli.CallAsync("describe-security-groups", "--filters", $"Name=vpc-id,Values={vpc}", "--query", "SecurityGroups[].GroupName")).GetRawText().Should().Contain("default");
        (await cli.CallAsync("describe-route-tables", "--filters", $"Name=vpc-id,Values={vpc}", "Name=association.main,Values=true")).At("RouteTables.0.Routes").GetArrayLength().Should().Be(2);
        (await cli.CallAsync("describe-internet-gateways", "--filters", $"Name=attachment.vpc-id,Values={vpc}")).Text("InternetGateways.0.Attachments.0.State").Should().Be("available");
    }

    [Test]
    public async Task Security_groups_have_rules_and_are_kept_while_they_are_used()
    {
        var cli = Cli();
        var group = (await cli.CallAsync("create-security-group", "--group-name", "web", "--description", "web servers", "--tag-specifications", "ResourceType=security-group,Tags=[{Key=team,Value=blue}]")).Text("GroupId");
        var rule = await cli.CallAsync("authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "80", "--cidr", "0.0.0.0/0");
        rule.Text("SecurityGroupRules.0.CidrIpv4").Should().Be("0.0.0.0/0");
        await cli.RefusedAsync("InvalidPermission.Duplicate", "AuthorizeSecurityGroupIngress",
            "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already exists",
            "authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "80", "--cidr", "0.0.0.0/0");
        var described = await cli.CallAsync("describe-security-groups", "--filters", "Name=tag:team,Values=bl*", "Name=ip-permission.to-port,Values=80");
        described.Text("SecurityGroups.0.GroupId").Should().Be(group);
        described.At("SecurityGroups.0.IpPermissions.0.FromPort").GetInt32().Should().Be(80);

        var machine = await RunAsync(cli, "--security-group-ids", group);
        await cli.RefusedAsync("DependencyViolation", "DeleteSecurityGroup", $"resource {group} has a dependent object", "delete-security-group", "--group-id", group);
        await cli.CallAsync("terminate-instances", "--instance-ids", machine);
        await cli.CallAsync("wait", "instance-terminated", "--instance-ids", machine);
        await cli.CallAsync("revoke-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "80", "--cidr", "0.0.0.0/0");
        await cli.CallAsync("delete-security-group", "--group-id", group);
        await cli.RefusedAsync("InvalidGroup.NotFound", "DescribeSecurityGroups", $"The security group '{group}' does not exist", "describe-security-groups", "--group-ids", group);
    }

    [Test]
    public async Task A_machine_runs_stops_starts_and_is_terminated()
    {
        var cli = Cli();
        var machine = await RunAsync(cli, "--tag-specifications", "ResourceType=instance,Tags=[{Key=Name,Value=lonely}]", "--count", "1");
        await cli.CallAsync("wait", "instance-running", "--instance-ids", machine);
        await cli.CallAsync("wait", "instance-status-ok", "--instance-ids", machine);
        var running = await cli.CallAsync("describe-instances", "--filters", "Name=tag:Name,Values=lonely", "Name=instance-state-name,Values=pending,running");
        running.Text("Reservations.0.Instances.0.InstanceId").Should().Be(machine);
        running.Text("Reservations.0.Instances.0.PrivateIpAddress").Should().StartWith("172.31.");
        running.Text("Reservations.0.Instances.0.PublicIpAddress").Should().NotBeEmpty();
        (await cli.CallAsync("describe-network-interfaces", "--filters", $"Name=attachment.instance-id,Values={machine}")).Text("NetworkInterfaces.0.Status").Should().Be("in-use");

        (await cli.CallAsync("describe-volumes", "--filters", $"Name=attachment.instance-id,Values={machine}")).Text("Volumes.0.VolumeId")
            .Should().Be(running.Text("Reservations.0.Instances.0.BlockDeviceMappings.0.Ebs.VolumeId"));

        var stopping = await cli.CallAsync("stop-instances", "--instance-ids", machine);
        stopping.Text("StoppingInstances.0.PreviousState.Name").Should().Be("running");
        await cli.CallAsync("wait", "instance-stopped", "--instance-ids", machine);
        await cli.CallAsync("start-instances", "--instance-ids", machine);
        await cli.CallAsync("wait", "instance-running", "--instance-ids", machine);
        (await cli.CallAsync("terminate-instances", "--instance-ids", machine)).Text("TerminatingInstances.0.CurrentState.Name").Should().Be("shutting-down");
        await cli.CallAsync("wait", "instance-terminated", "--instance-ids", machine);
        var gone = await cli.CallAsync("describe-instances", "--instance-ids", machine);
        gone.Text("Reservations.0.Instances.0.State.Name").Should().Be("terminated");
        gone.Text("Reservations.0.Instances.0.StateReason.Code").Should().Be("Client.UserInitiatedShutdown");
        await cli.RefusedAsync("IncorrectInstanceState", "StartInstances", $"The instance '{machine}' is not in a state from which it can be started.", "start-instances", "--instance-ids", machine);
    }

    [Test]
    public async Task A_network_is_taken_down_from_the_inside()
    {
        var cli = Cli();
        var vpc = (await cli.CallAsync("create-vpc", "--cidr-block", "10.1.0.0/16")).Text("Vpc.VpcId");
        await cli.CallAsync("wait", "vpc-available", "--vpc-ids", vpc);
        var subnet = (await cli.CallAsync("create-subnet", "--vpc-id", vpc, "--cidr-block", "10.1.2.0/24", "--availability-zone", Region + "b")).Text("Subnet.SubnetId");
        await cli.CallAsync("wait", "subnet-available", "--subnet-ids", subnet);
        await cli.RefusedAsync("InvalidSubnet.Conflict", "CreateSubnet", "The CIDR '10.1.2.0/25' conflicts with another subnet", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.1.2.0/25");
        await cli.RefusedAsync("DependencyViolation", "DeleteVpc", $"The vpc '{vpc}' has dependencies and cannot be deleted.", "delete-vpc", "--vpc-id", vpc);
        var own = (await cli.CallAsync("create-network-interface", "--subnet-id", subnet, "--description", "mine")).Text("NetworkInterface.NetworkInterfaceId");
        await cli.CallAsync("wait", "network-interface-available", "--network-interface-ids", own);
        var machine = await RunAsync(cli, "--subnet-id", subnet);
        await cli.RefusedAsync("DependencyViolation", "DeleteSubnet", $"The subnet '{subnet}' has dependencies and cannot be deleted.", "delete-subnet", "--subnet-id", subnet);
        await cli.CallAsync("terminate-instances", "--instance-ids", machine);
        await cli.CallAsync("wait", "instance-terminated", "--instance-ids", machine);
        await cli.RefusedAsync("DependencyViolation", "DeleteSubnet", $"The subnet '{subnet}' has dependencies and cannot be deleted.", "delete-subnet", "--subnet-id", subnet);
        await cli.CallAsync("delete-network-interface", "--network-interface-id", own);
        await cli.CallAsync("delete-subnet", "--subnet-id", subnet);
        await cli.CallAsync("delete-vpc", "--vpc-id", vpc);
        await cli.RefusedAsync("InvalidVpcID.NotFound", "DescribeVpcs", $"The vpc ID '{vpc}' does not exist", "describe-vpcs", "--vpc-ids", vpc);
    }

    [Test]
    public async Task Errors()
    {
        var cli = Cli();
        const string nobody = "0123456789abcdef0";
        await cli.RefusedAsync("InvalidInstanceID.NotFound", "TerminateInstances", $"The instance ID 'i-{nobody}' does not exist", "terminate-instances", "--instance-ids", $"i-{nobody}");
        await cli.RefusedAsync("InvalidInstanceID.Malformed", "DescribeInstances", "Invalid id: \"mine\" (expecting \"i-...\")", "describe-instances", "--instance-ids", "mine");
        await cli.RefusedAsync("InvalidSubnetID.NotFound", "DescribeSubnets", $"The subnet ID 'subnet-{nobody}' does not exist", "describe-subnets", "--subnet-ids", $"subnet-{nobody}");
        await cli.RefusedAsync("InvalidAMIID.NotFound", "RunInstances", $"The image id '[ami-{nobody}]' does not exist", "run-instances", "--image-id", $"ami-{nobody}", "--instance-type", "t3.micro");
        await cli.RefusedAsync("InvalidParameterValue", "DescribeVpcs", "The filter 'colour' is invalid", "describe-vpcs", "--filters", "Name=colour,Values=blue");
        await cli.RefusedAsync("DryRunOperation", "CreateVpc", "Request would have succeeded, but DryRun flag is set.", "create-vpc", "--cidr-block", "10.9.0.0/16", "--dry-run");
        await cli.RefusedAsync("InvalidLaunchTemplateName.NotFoundException", "DescribeLaunchTemplateVersions", "The specified launch template, with template name nobody, does not exist.", "describe-launch-template-versions", "--launch-template-name", "nobody");
    }

    /// <summary>A t3.micro with plain Amazon Linux.</summary>
    private static async Task<string> RunAsync(AwsCli cli, params string[] more)
    {
        const string image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
        return (await cli.CallAsync(["run-instances", "--image-id", image, "--instance-type", "t3.micro", .. more])).Text("Instances.0.InstanceId");
    }
}
