namespace Workbook.Orchestration.Ec2;

/// <summary>An Amazon Machine Image.</summary>
/// <param name="Id">Such as <c>ami-0123456789abcdef0</c>, another one in every region.</param>
/// <param name="Name">Such as <c>al2023-ami-ecs-hvm-2023.0.20251113-kernel-6.1-x86_64</c>.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="HasAgent">True where an ECS agent starts with the machine; without one it joins no cluster.</param>
/// <param name="HasGpuDrivers">True where that agent announces GPUs.</param>
/// <param name="Description">As Amazon wrote it.</param>
public sealed record MachineImage(string Id, string Name, string Architecture, bool HasAgent, bool HasGpuDrivers, string Description);

/// <summary>The images that exist here: Amazon's ECS-optimized ones, and plain Amazon Linux, which joins no cluster.</summary>
public static class MachineImages
{
    /// <summary>Amazon's account for the images of ECS.</summary>
    public const string EcsOwner = "591542846629";

    /// <summary>Amazon's account for plain Amazon Linux.</summary>
    public const string AmazonOwner = "137112412989";

    /// <summary>What the agent of these images announces.</summary>
    public const string AgentVersion = "1.100.0";
    public const string DockerVersion = "25.0.13";

    public static readonly DateTimeOffset Released = new(2025, 11, 13, 19, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Architecture, bool Agent, bool Gpu, string Description)[] Listed =
    [
        ("al2023-ami-ecs-hvm-2023.0.20251113-kernel-6.1-x86_64", "x86_64", true, false, "Amazon Linux AMI 2023.0.20251113 x86_64 ECS HVM EBS"),
        ("al2023-ami-ecs-hvm-2023.0.20251113-kernel-6.1-arm64", "arm64", true, false, "Amazon Linux AMI 2023.0.20251113 arm64 ECS HVM EBS"),
        ("al2023-ami-ecs-gpu-hvm-2023.0.20251113-kernel-6.1-x86_64-ebs", "x86_64", true, true, "Amazon Linux AMI 2023.0.20251113 x86_64 ECS GPU HVM EBS"),
        ("amzn2-ami-ecs-hvm-2.0.20251113-x86_64-ebs", "x86_64", true, false, "Amazon Linux AMI 2.0.20251113 x86_64 ECS HVM GP2"),
        ("amzn2-ami-ecs-hvm-2.0.20251113-arm64-ebs", "arm64", true, false, "Amazon Linux AMI 2.0.20251113 arm64 ECS HVM GP2"),
        ("amzn2-ami-ecs-gpu-hvm-2.0.20251113-x86_64-ebs", "x86_64", true, true, "Amazon Linux AMI 2.0.20251113 x86_64 ECS GPU HVM GP2"),
        ("bottlerocket-aws-ecs-2-x86_64-v1.50.0-6c1e1d0c", "x86_64", true, false, "bottlerocket-aws-ecs-2-x86_64-v1.50.0"),
        ("bottlerocket-aws-ecs-2-aarch64-v1.50.0-6c1e1d0c", "arm64", true, false, "bottlerocket-aws-ecs-2-aarch64-v1.50.0"),
        ("al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64", "x86_64", false, false, "Amazon Linux 2023 AMI 2023.9.20251110.1 x86_64 HVM kernel-6.1"),
        ("al2023-ami-2023.9.20251110.1-kernel-6.1-arm64", "arm64", false, false, "Amazon Linux 2023 AMI 2023.9.20251110.1 arm64 HVM kernel-6.1"),
        ("amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-x86_64-gp2", "x86_64", false, false, "Amazon Linux 2 Kernel 5.10 AMI 2.0.20251110.1 x86_64 HVM gp2"),
    ];

    private static readonly (string Parameter, string ImagePrefix, string Architecture)[] Parameters =
    [
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id", "al2023-ami-ecs-hvm", "x86_64"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id", "al2023-ami-ecs-hvm", "arm64"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id", "al2023-ami-ecs-gpu", "x86_64"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id", "amzn2-ami-ecs-hvm", "x86_64"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id", "amzn2-ami-ecs-hvm", "arm64"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id", "amzn2-ami-ecs-gpu", "x86_64"),
        ("/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id", "bottlerocket", "x86_64"),
        ("/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id", "bottlerocket", "arm64"),
        ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "al2023-ami-2023", "x86_64"),
        ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", "al2023-ami-2023", "arm64"),
        ("/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2", "amzn2-ami-kernel", "x86_64"),
    ];

    /// <summary>The images of a region.</summary>
    public static IEnumerable<MachineImage> Of(string region) => Listed.Select(image =>
        new MachineImage(Ec2Ids.Derive("ami", region, image.Name), image.Name, image.Architecture, image.Agent, image.Gpu, image.Description));

    /// <summary>The image of that id, or null.</summary>
    public static MachineImage? Find(string region, string? id) => Of(region).FirstOrDefault(image => image.Id == id);

    /// <summary>
    /// The image that a public parameter of Systems Manager names (see "Retrieving Amazon ECS-optimized Linux AMI
    /// metadata"), as <c>resolve:ssm:</c> uses it, or null.
    /// </summary>
    public static MachineImage? Recommended(string region, string parameter)
    {
        var (_, prefix, architecture) = Parameters.FirstOrDefault(each => each.Parameter == parameter);
        return prefix is null
            ? null
            : Of(region).First(image => image.Name.StartsWith(prefix, StringComparison.Ordinal) && image.Architecture == architecture);
    }
}
