using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>The instance types and images that exist here, with AWS's figures and names.</summary>
public class CatalogTests
{
    // vCPUs and GiB; see "Amazon EC2 instance types".
    private static readonly Dictionary<string, string> Types = new()
    {
        ["t2"] = "nano 1 0.5, micro 1 1, small 1 2, medium 2 4, large 2 8, xlarge 4 16, 2xlarge 8 32",
        ["t3 t3a t4g"] = "nano 2 0.5, micro 2 1, small 2 2, medium 2 4, large 2 8, xlarge 4 16, 2xlarge 8 32",
        ["c5"] = "large 2 4, xlarge 4 8, 2xlarge 8 16, 4xlarge 16 32, 9xlarge 36 72, 12xlarge 48 96, 18xlarge 72 144",
        ["c5a c6i c6a c7i c6g c7g"] = "large 2 4, xlarge 4 8, 2xlarge 8 16, 4xlarge 16 32, 8xlarge 32 64, 12xlarge 48 96, 16xlarge 64 128",
        ["m5 m5a m6i m6a m7i m6g m7g"] = "large 2 8, xlarge 4 16, 2xlarge 8 32, 4xlarge 16 64, 8xlarge 32 128, 12xlarge 48 192, 16xlarge 64 256",
        ["r5 r6i r6g"] = "large 2 16, xlarge 4 32, 2xlarge 8 64, 4xlarge 16 128, 8xlarge 32 256, 12xlarge 48 384, 16xlarge 64 512",
        ["g4dn g5"] = "xlarge 4 16 1, 2xlarge 8 32 1, 4xlarge 16 64 1, 8xlarge 32 128 1, 12xlarge 48 192 4, 16xlarge 64 256 1",
    };

    [Test]
    public void Types_have_the_figures_of_EC2() => InstanceTypes.All.Values.Should().BeEquivalentTo(Types.SelectMany(row => row.Key.Split(' ').SelectMany(family => row.Value.Split(", ").Select(size => Facts(family, size.Split(' '))))));

    private static InstanceTypeFacts Facts(string family, string[] size) => new(
        $"{family}.{size[0]}", Whole(size[1]), size[2] == "0.5" ? 512 : Whole(size[2]) * 1024, size.Length > 3 ? Whole(size[3]) : 0, family is "t4g" or "c6g" or "c7g" or "m6g" or "m7g" or "r6g" ? "arm64" : "x86_64");

    private static int Whole(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private const string Ecs = "/aws/service/ecs/optimized-ami/";
    private const string Linux = "/aws/service/ami-amazon-linux-latest/";

    [TestCase(Ecs + "amazon-linux-2023/recommended/image_id", "al2023-ami-ecs-hvm-2023.0.20251113-kernel-6.1-x86_64", "x86_64", true, false, "Amazon Linux AMI 2023.0.20251113 x86_64 ECS HVM EBS")]
    [TestCase(Ecs + "amazon-linux-2023/arm64/recommended/image_id", "al2023-ami-ecs-hvm-2023.0.20251113-kernel-6.1-arm64", "arm64", true, false, "Amazon Linux AMI 2023.0.20251113 arm64 ECS HVM EBS")]
    [TestCase(Ecs + "amazon-linux-2023/gpu/recommended/image_id", "al2023-ami-ecs-gpu-hvm-2023.0.20251113-kernel-6.1-x86_64-ebs", "x86_64", true, true, "Amazon Linux AMI 2023.0.20251113 x86_64 ECS GPU HVM EBS")]
    [TestCase(Ecs + "amazon-linux-2/recommended/image_id", "amzn2-ami-ecs-hvm-2.0.20251113-x86_64-ebs", "x86_64", true, false, "Amazon Linux AMI 2.0.20251113 x86_64 ECS HVM GP2")]
    [TestCase(Ecs + "amazon-linux-2/arm64/recommended/image_id", "amzn2-ami-ecs-hvm-2.0.20251113-arm64-ebs", "arm64", true, false, "Amazon Linux AMI 2.0.20251113 arm64 ECS HVM GP2")]
    [TestCase(Ecs + "amazon-linux-2/gpu/recommended/image_id", "amzn2-ami-ecs-gpu-hvm-2.0.20251113-x86_64-ebs", "x86_64", true, true, "Amazon Linux AMI 2.0.20251113 x86_64 ECS GPU HVM GP2")]
    [TestCase("/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id", "bottlerocket-aws-ecs-2-x86_64-v1.50.0-6c1e1d0c", "x86_64", true, false, "bottlerocket-aws-ecs-2-x86_64-v1.50.0")]
    [TestCase("/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id", "bottlerocket-aws-ecs-2-aarch64-v1.50.0-6c1e1d0c", "arm64", true, false, "bottlerocket-aws-ecs-2-aarch64-v1.50.0")]
    [TestCase(Linux + "al2023-ami-kernel-default-x86_64", "al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64", "x86_64", false, false, "Amazon Linux 2023 AMI 2023.9.20251110.1 x86_64 HVM kernel-6.1")]
    [TestCase(Linux + "al2023-ami-kernel-default-arm64", "al2023-ami-2023.9.20251110.1-kernel-6.1-arm64", "arm64", false, false, "Amazon Linux 2023 AMI 2023.9.20251110.1 arm64 HVM kernel-6.1")]
    [TestCase(Linux + "amzn2-ami-hvm-x86_64-gp2", "amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-x86_64-gp2", "x86_64", false, false, "Amazon Linux 2 Kernel 5.10 AMI 2.0.20251110.1 x86_64 HVM gp2")]
    public void Parameters_name_images(string parameter, string name, string architecture, bool hasAgent, bool hasGpuDrivers, string description)
    {
        var image = MachineImages.Recommended("us-east-1", parameter)!;
        image.Should().Be(new MachineImage(image.Id, name, architecture, hasAgent, hasGpuDrivers, description));
        image.Id.Should().MatchRegex("^ami-[0-9a-f]{17}$");
        MachineImages.Find("us-east-1", image.Id).Should().Be(image);
        MachineImages.Find("eu-west-1", image.Id).Should().BeNull("ids differ from region to region");
    }

    [Test]
    public void Nothing_else_is_named()
    {
        MachineImages.Recommended("us-east-1", "/aws/service/ecs").Should().BeNull();
        MachineImages.Of("us-east-1").Should().HaveCount(11).And.OnlyHaveUniqueItems(image => image.Id);
    }

    [TestCase("bottlerocket", "/dev/sda1", 30)]
    [TestCase("al2023-ami-ecs-hvm", "/dev/xvda", 30)]
    [TestCase("al2023-ami-2023", "/dev/xvda", 8)]
    public void Machines_boot_from_a_volume(string image, string device, int size)
    {
        var machine = new Story().Launch(new Shapes.Ec2.RunInstancesRequest { ImageId = Launching.Image(image), InstanceType = "t3.micro" });
        var volume = RootVolume.Of(Story.Scope.Region, machine);
        (volume.Device, volume.SizeGiB, volume.Machine).Should().Be((device, size, machine));
        volume.Id.Should().StartWith("vol-");
    }
}
