using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>Settings that do not go together: network modes, dependencies, volumes, proxies, Windows.</summary>
internal sealed class CombinationRefusals
{
    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Refusal.Of("awsvpc links", Awsvpc(App with { Links = ["app"] }), "Links are not supported when networkMode=awsvpc.");
        yield return Refusal.Of("host links", Ec2(App with { Links = ["app"] }) with { NetworkMode = "host" }, "Links are not supported when networkMode=host.");
        yield return Refusal.Of("awsvpc hostname", Awsvpc(App with { Hostname = "h" }), "hostname is not supported on container when networkMode=awsvpc.");
        yield return Refusal.Of("awsvpc resolver", Awsvpc(App with { DnsServers = ["1.1.1.1"] }), "DNS servers are not supported on container when networkMode=awsvpc.");
        yield return Refusal.Of("awsvpc search", Awsvpc(App with { DnsSearchDomains = ["local"] }), "DNS search domains are not supported on container when networkMode=awsvpc.");
        yield return Refusal.Of("awsvpc hosts", Awsvpc(App with { ExtraHosts = [new() { Hostname = "h", IpAddress = "10.0.0.1" }] }), "Extra hosts are not supported on container when networkMode=awsvpc.");
        yield return Refusal.Of("awsvpc offline", Awsvpc(App with { DisableNetworking = true }), "Disable Networking is not supported on container when networkMode=awsvpc.");
        yield return Refusal.Of("awsvpc host port", Awsvpc(Ports(App, (80, 8080))), "When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
        yield return Refusal.Of("host host port", Ec2(Ports(App, (80, 8080))) with { NetworkMode = "host" }, "When networkMode=host, the host ports and container ports in port mappings must match.");
        yield return Refusal.Of("ports without network", Ec2(Ports(App, (80, null))) with { NetworkMode = "none" }, "Port mappings are not supported when networkMode=none.");
        yield return Refusal.Of("awsvpc same port", Awsvpc(Ports(App, (8085, null)), Sidecar with { PortMappings = [new() { ContainerPortRange = "8080-8090" }] }), "TCP container port '8085' is used multiple times in task when networkMode=awsvpc.");
        yield return Refusal.Of("host same port", Ec2(Ports(App, (80, null)), Ports(Sidecar, (80, null))) with { NetworkMode = "host" }, "TCP host port '80' is mapped multiple times in task.");
        yield return Refusal.Of("host sysctl", Ec2(Sysctl("net.core.somaxconn")) with { NetworkMode = "host" }, "System control 'net.core.somaxconn' is not supported when networkMode=host.");
        yield return Refusal.Of("host ipc sysctl", Ec2(Sysctl("kernel.sem")) with { IpcMode = "host" }, "System control 'kernel.sem' is not supported when ipcMode=host.");

        yield return Refusal.Of("link circle", Ec2(App with { Links = ["side:s"] }, Sidecar with { Links = ["app"] }), "Container links should not have a cycle");
        yield return Refusal.Of("unknown dependency", Ec2(After(App, "nope", "START")), "Cannot depend on container + 'nope' because it does not exist");
        yield return Refusal.Of("condition", Ec2(After(App, "side", "READY"), Sidecar), "Invalid 'dependsOn' setting for container 'app'.");
        yield return Refusal.Of("complete essential", Ec2(App, After(Sidecar, "app", "COMPLETE")), "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
        yield return Refusal.Of("success essential", Ec2(App, After(Sidecar, "app", "SUCCESS")), "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
        yield return Refusal.Of("healthy without check", Ec2(App, After(Sidecar, "app", "HEALTHY")), "A dependency container with HEALTHY condition must have health check configured");
        yield return Refusal.Of("itself", Ec2(After(App, "app", "START")), "Container dependencies should not have a cycle");
        yield return Refusal.Of("circle", Ec2(After(App, "side", "START"), After(Sidecar, "app", "START")), "Container dependencies should not have a cycle");
        yield return Refusal.Of("circle through a link", Ec2(After(App, "side", "START"), Sidecar with { Links = ["app"] }), "Container dependencies should not have a cycle");
        yield return Refusal.Of("circle through volumes", Ec2(After(App, "side", "START"), Sidecar with { VolumesFrom = [new() { SourceContainer = "app" }] }), "Container dependencies should not have a cycle");
        yield return Refusal.Of("own volumes", Ec2(App with { VolumesFrom = [new() { SourceContainer = "app" }] }), "Container dependencies should not have a cycle");
        yield return Refusal.Of("two routers", Ec2(App with { FirelensConfiguration = new() { Type = "fluentd" } }, Sidecar with { FirelensConfiguration = new() { Type = "fluentd" } }), "Only one container in a task definition can have a firelens configuration object.");

        yield return Refusal.Of("proxy on the bridge", Ec2() with { ProxyConfiguration = Proxy("app") }, "APPMESH proxy configuration is only supported in networkMode=awsvpc");
        yield return Refusal.Of("unknown proxy", Awsvpc() with { ProxyConfiguration = Proxy("envoy") }, "Proxy container [envoy] does not exist.");
        yield return Refusal.Of("proxy type", Awsvpc() with { ProxyConfiguration = Proxy("app") with { Type = "ISTIO" } }, "Invalid 'proxyConfiguration' setting for task.");
        yield return Refusal.Of("proxy ingress", Awsvpc() with { ProxyConfiguration = Proxy("app", "IgnoredUID") }, "Ingress port not found");
        yield return Refusal.Of("proxy egress", Awsvpc() with { ProxyConfiguration = Proxy("app", "ProxyIngressPort") }, "Egress port not found");
        yield return Refusal.Of("proxy ports", Awsvpc() with { ProxyConfiguration = Proxy("app", "ProxyIngressPort", "ProxyEgressPort") }, "App ports not found");
        yield return Refusal.Of("proxy user", Awsvpc() with { ProxyConfiguration = Proxy("app", "ProxyIngressPort", "ProxyEgressPort", "AppPorts") }, "Ignored UID or GID not found");

        var windows = new RuntimePlatform { OperatingSystemFamily = OSFamily.WindowsServer2022Core };
        yield return Refusal.Of("windows host", Ec2() with { RuntimePlatform = windows, NetworkMode = "host" }, "Windows compatible task definitions do not support networkMode 'host'");
        yield return Refusal.Of("windows pid", Ec2() with { RuntimePlatform = windows, PidMode = "host" }, "Windows compatible task definitions do not support pidMode");
        yield return Refusal.Of("windows ipc", Ec2() with { RuntimePlatform = windows, IpcMode = "host" }, "Windows compatible task definitions do not support ipcMode");
        yield return Refusal.Of("windows privileged", Ec2(App with { Privileged = true }) with { RuntimePlatform = windows }, "Windows compatible task definitions do not support privileged");
        yield return Refusal.Of("windows read-only", Ec2(App with { ReadonlyRootFilesystem = true }) with { RuntimePlatform = windows }, "Windows compatible task definitions do not support readonlyRootFilesystem");
        yield return Refusal.Of("windows kernel", Ec2(App with { LinuxParameters = new() }) with { RuntimePlatform = windows }, "Windows compatible task definitions do not support linuxParameters");
        yield return Refusal.Of("windows managed", Awsvpc() with { RuntimePlatform = windows, RequiresCompatibilities = ["MANAGED_INSTANCES"] }, "Tasks using Managed Instances do not support Windows.");
    }

    [TestCaseSource(nameof(Rows))]
    public void Are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static IEnumerable<TestCaseData> VolumeRows()
    {
        const string One = "When the volume parameter is specified, only one volume configuration type should be used.";
        var efs = new EFSVolumeConfiguration { FileSystemId = "fs-1" };
        yield return Row("no name", new(), "volume.name should not be null or empty.");
        yield return Row("name", new() { Name = "a b" }, "volume.name contains invalid characters.");
        yield return Refusal.Of("twice", Ec2() with { Volumes = [new() { Name = "v" }, new() { Name = "v" }] }, "Volume names must be unique within a task definition.");
        yield return Row("blank path", new() { Name = "v", Host = new() { SourcePath = "" } }, "host.sourcePath should not be blank.");
        yield return Row("host and EFS", new() { Name = "v", Host = new() { SourcePath = "/x" }, EfsVolumeConfiguration = efs }, One);
        yield return Row("docker and EFS", new() { Name = "v", DockerVolumeConfiguration = new(), EfsVolumeConfiguration = efs }, One);
        yield return Row("EFS at launch", new() { Name = "v", ConfiguredAtLaunch = true, EfsVolumeConfiguration = efs }, One);
        yield return Row("docker scope", new() { Name = "v", DockerVolumeConfiguration = new() { Scope = "world" } }, "Invalid 'scope' setting for dockerVolumeConfiguration.");
        yield return Row("docker autoprovision", new() { Name = "v", DockerVolumeConfiguration = new() { Autoprovision = true } }, "Autoprovision is only supported when the scope of the docker volume is shared.");
        yield return Row("no file system", Efs(new()), "efsVolumeConfiguration.fileSystemId should not be null or empty.");
        yield return Row("encryption", Efs(efs with { TransitEncryption = "YES" }), "Invalid 'transitEncryption' setting for efsVolumeConfiguration.");
        yield return Row("port without encryption", Efs(efs with { TransitEncryptionPort = 2999 }), "TransitEncryptionPort requires that TransitEncryption is enabled.");
        yield return Row("port", Efs(efs with { TransitEncryption = "ENABLED", TransitEncryptionPort = 65536 }), "Invalid 'transitEncryptionPort' setting for efsVolumeConfiguration.");
        yield return Row("iam", Efs(efs with { AuthorizationConfig = new() { Iam = "MAYBE" } }), "Invalid 'iam' setting for efsVolumeConfiguration.");
        yield return Row("iam without encryption", Efs(efs with { AuthorizationConfig = new() { Iam = "ENABLED" } }), "EFS IAM authorization requires TransitEncryption to be enabled.");
        yield return Row("access point and root", Efs(efs with { RootDirectory = "/a", TransitEncryption = "ENABLED", AuthorizationConfig = new() { AccessPointId = "fsap-1" } }), "When using an EFS access point, the root directory must either be set to \"/\" or be omitted.");
        yield return Row("access point without encryption", Efs(efs with { AuthorizationConfig = new() { AccessPointId = "fsap-1" } }), "EFS access points require TransitEncryption to be enabled.");
        yield return Row("s3 files", new() { Name = "v", S3filesVolumeConfiguration = new() }, "s3filesVolumeConfiguration.fileSystemArn should not be null or empty.");
        yield return Row("fsx", new() { Name = "v", FsxWindowsFileServerVolumeConfiguration = new() { FileSystemId = "fs-1" } }, "fsxWindowsFileServerVolumeConfiguration requires fileSystemId, rootDirectory and authorizationConfig with credentialsParameter and domain.");
        yield return Row("at launch but unused", new() { Name = "v", ConfiguredAtLaunch = true }, "Volumes [v] are not referenced by any of the containers");
        yield return Refusal.Of("two at launch", Ec2() with { Volumes = [new() { Name = "v", ConfiguredAtLaunch = true }, new() { Name = "w", ConfiguredAtLaunch = true }] }, "Only one volume can be configured at launch in a task definition.");
        yield return Refusal.Of("mount path", Ec2(App with { MountPoints = [new() { SourceVolume = "v" }] }) with { Volumes = [new() { Name = "v" }] }, "mountPoint.containerPath should not be null or empty.");
        yield return Refusal.Of("external EFS", Ec2() with { RequiresCompatibilities = ["EXTERNAL"], Volumes = [Efs(efs)] }, "Tasks using the External launch type only support bind mount and docker volumes.");

        static TestCaseData Row(string name, Volume volume, string message) => Refusal.Of(name, Ec2() with { Volumes = [volume] }, message);
        static Volume Efs(EFSVolumeConfiguration efs) => new() { Name = "v", EfsVolumeConfiguration = efs };
    }

    [TestCaseSource(nameof(VolumeRows))]
    public void Of_volumes_are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static ContainerDefinition Ports(ContainerDefinition container, params (int Container, int? Host)[] ports) => container with
    {
        PortMappings = [.. ports.Select(port => new PortMapping { ContainerPort = port.Container, HostPort = port.Host })],
    };

    private static ContainerDefinition After(ContainerDefinition container, string other, string condition) =>
        container with { DependsOn = [new() { ContainerName = other, Condition = condition }] };

    private static ContainerDefinition Sysctl(string name) => App with { SystemControls = [new() { Namespace = name, Value = "1" }] };

    private static ProxyConfiguration Proxy(string container, params string[] properties) => new()
    {
        ContainerName = container,
        Properties = [.. properties.Select(property => new Shapes.Ecs.KeyValuePair { Name = property, Value = "1" })],
    };
}
