using Workbook.Orchestration.Ec2;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>User data as people write it.</summary>
public class EcsConfigTests
{
    private const string Heredoc = "#!/bin/bash\ncat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=shop\nECS_RESERVED_MEMORY=256\nEOF\nyum update -y\n";
    private const string Mime = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"==B==\"\n\n--==B==\nContent-Type: text/cloud-boothook; charset=\"us-ascii\"\n\n#cloud-boothook\nmkdir -p /x\n\n--==B==\nContent-Type: text/x-shellscript; charset=\"us-ascii\"\n\n#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n\n--==B==--\n";

    [TestCase("", "default", TestName = "No user data")]
    [TestCase("#!/bin/bash\nyum update -y", "default", TestName = "A script about something else")]
    [TestCase("#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config", "shop", TestName = "echo")]
    [TestCase("#!/bin/bash\r\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\r\n", "shop", TestName = "echo with Windows line endings")]
    [TestCase("echo \"ECS_CLUSTER=shop\" > /etc/ecs/ecs.config", "shop", TestName = "echo with quotes around all")]
    [TestCase("echo 'ECS_CLUSTER=shop' | sudo tee /etc/ecs/ecs.config", "shop", TestName = "echo into tee")]
    [TestCase("echo ECS_CLUSTER=\"shop\">>/etc/ecs/ecs.config", "shop", TestName = "echo with quotes around the value and no spaces")]
    [TestCase("echo ECS_CLUSTER=shop>>/etc/ecs/ecs.config", "shop", TestName = "echo without spaces")]
    [TestCase("echo -e \"ECS_CLUSTER=shop\\nECS_RESERVED_MEMORY=256\" > /etc/ecs/ecs.config", "shop", TestName = "echo of two lines")]
    [TestCase("# echo ECS_CLUSTER=old >> /etc/ecs/ecs.config\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config", "shop", TestName = "A comment")]
    [TestCase("echo ECS_CLUSTER=old > /etc/ecs/ecs.config\necho ECS_CLUSTER=shop > /etc/ecs/ecs.config", "shop", TestName = "The last one counts")]
    [TestCase("echo MY_ECS_CLUSTER=old\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config", "shop", TestName = "A longer name is another one")]
    [TestCase("echo ECS_CLUSTER= >> /etc/ecs/ecs.config", "default", TestName = "An empty name")]
    [TestCase(Heredoc, "shop", TestName = "A heredoc")]
    [TestCase(Mime, "shop", TestName = "MIME parts")]
    [TestCase("[settings.ecs]\ncluster = \"shop\"\n", "shop", TestName = "Bottlerocket")]
    [TestCase("[settings.host-containers.admin]\nenabled = true\n\n[settings.ecs]\ncluster = \"shop\" \n[settings.ecs.instance-attributes]\nstack = \"blue\"", "shop", TestName = "Bottlerocket with more")]
    public void The_cluster_is_found(string userData, string cluster) => EcsConfig.Parse(userData).Cluster.Should().Be(cluster);

    [TestCase("echo ECS_INSTANCE_ATTRIBUTES={\"stack\":\"blue\"} >> /etc/ecs/ecs.config")]
    [TestCase("echo 'ECS_INSTANCE_ATTRIBUTES={\"stack\": \"blue\"}' >> /etc/ecs/ecs.config")]
    [TestCase("echo ECS_INSTANCE_ATTRIBUTES='{\"stack\":\"blue\"}' >> /etc/ecs/ecs.config")]
    [TestCase("echo \"ECS_INSTANCE_ATTRIBUTES={\\\"stack\\\":\\\"blue\\\"}\" >> /etc/ecs/ecs.config")]
    [TestCase("[settings.ecs]\ncluster = \"x\"\n[settings.ecs.instance-attributes]\nstack = \"blue\"")]
    public void Attributes_are_JSON_however_they_are_quoted(string userData) =>
        EcsConfig.Parse(userData).Attributes.Should().ContainKey("stack").WhoseValue.Should().Be("blue");

    [Test]
    public void Everything_else_is_read_too()
    {
        var config = EcsConfig.Parse("""
            cat <<EOF >> /etc/ecs/ecs.config
            ECS_CLUSTER=shop
            ECS_CONTAINER_INSTANCE_TAGS={"team": "a b", "env": "test"}
            ECS_RESERVED_MEMORY=512
            ECS_RESERVED_PORTS=[22, 80]
            ECS_RESERVED_PORTS_UDP=[53]
            ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
            ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]
            ECS_ENABLE_GPU_SUPPORT=true
            ECS_ENABLE_TASK_IAM_ROLE=false
            ECS_DISABLE_PRIVILEGED=true
            EOF
            """);
        config.Tags["team"].Should().Be("a b");
        config.ReservedMemory.Should().Be(512);
        config.ReservedPorts.Should().Equal(22, 80);
        config.ReservedUdpPorts.Should().Equal(53);
        config.LoggingDrivers.Should().Equal("json-file", "awslogs");
        (config.DrainsSpot, config.Gpu, config.TaskRoles, config.DisablePrivileged).Should().Be((true, true, false, true));
    }

    [TestCase("ECS_INSTANCE_ATTRIBUTES={not json")]
    [TestCase("ECS_RESERVED_PORTS=[22")]
    [TestCase("ECS_RESERVED_PORTS=[\"x\", 70000, -1]")]
    [TestCase("ECS_RESERVED_MEMORY=much")]
    [TestCase("ECS_AVAILABLE_LOGGING_DRIVERS={}")]
    [TestCase("MIME-Version: 1.0\nboundary=\"")]
    [TestCase("[settings.ecs]\ncluster")]
    public void What_cannot_be_read_counts_as_not_said(string userData) => EcsConfig.Parse(userData).Should().Be(new EcsConfig());

    [TestCase("true", true)]
    [TestCase("True", true)]
    [TestCase("TRUE", true)]
    [TestCase("t", true)]
    [TestCase("T", true)]
    [TestCase("1", true)]
    [TestCase("false", false)]
    [TestCase("yes", false)]
    [TestCase("0", false)]
    [TestCase("", false)]
    public void Switches_are_on_with_what_Go_reads_as_true(string value, bool isOn) =>
        EcsConfig.Parse($"echo ECS_DISABLE_PRIVILEGED={value} >> /etc/ecs/ecs.config").DisablePrivileged.Should().Be(isOn);

    [Test]
    public void Reserved_ports_go_from_1_to_65535()
    {
        EcsConfig.Parse("ECS_RESERVED_PORTS=[1, 65535]").ReservedPorts.Should().Equal(1, 65535);
        EcsConfig.Parse("ECS_RESERVED_PORTS=[0]").ReservedPorts.Should().Equal(new EcsConfig().ReservedPorts);
        EcsConfig.Parse("ECS_RESERVED_PORTS=[65536]").ReservedPorts.Should().Equal(new EcsConfig().ReservedPorts);
    }

    [Test]
    public void A_list_ends_where_its_bracket_does()
    {
        EcsConfig.Parse("echo ECS_RESERVED_PORTS=[22,80] >> /etc/ecs/ecs.config").ReservedPorts.Should().Equal(22, 80);
        EcsConfig.Parse("echo ECS_INSTANCE_ATTRIBUTES={\"a\":\"[x]\"} >> /etc/ecs/ecs.config").Attributes["a"].Should().Be("[x]");
    }

    [Test]
    public void MIME_may_begin_with_its_content_type()
    {
        const string Parts = "Content-Type: multipart/mixed; boundary=B; charset=us-ascii\n\n--B\nContent-Type: text/x-shellscript\n\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n--B--\necho ECS_CLUSTER=after >> /etc/ecs/ecs.config\n";
        EcsConfig.Parse(Parts).Cluster.Should().Be("shop");
        EcsConfig.Parse("\n" + Parts).Cluster.Should().Be("shop");
        EcsConfig.Parse("#!/bin/bash\n# boundary=B\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n").Cluster.Should().Be("shop", "a script is no MIME");
    }

    [Test]
    public void Bottlerocket_allows_privileged_containers_only_when_told()
    {
        EcsConfig.Parse("[settings.ecs]\nallow-privileged-containers = true").DisablePrivileged.Should().BeFalse();
        EcsConfig.Parse("[settings.ecs]\nallow-privileged-containers = false").DisablePrivileged.Should().BeTrue();
    }
}
