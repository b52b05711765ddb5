using Workbook.Orchestration.Ec2;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<Image> s_imageFilters = new(image => image.Tags)
    {
        ["architecture"] = image => image.Architecture,
        ["description"] = image => image.Description,
        ["hypervisor"] = image => image.Hypervisor,
        ["image-id"] = image => image.ImageId,
        ["image-type"] = image => image.ImageType,
        ["is-public"] = image => Ec2Filters<Image>.Text(image.Public),
        ["name"] = image => image.Name,
        ["owner-alias"] = image => image.ImageOwnerAlias,
        ["owner-id"] = image => image.OwnerId,
        ["platform-details"] = image => image.PlatformDetails,
        ["root-device-type"] = image => image.RootDeviceType,
        ["state"] = image => image.State,
        ["virtualization-type"] = image => image.VirtualizationType,
    };

    private static readonly Ec2Filters<InstanceTypeInfo> s_typeFilters = new(_ => null)
    {
        ["instance-type"] = type => type.InstanceType,
        ["current-generation"] = type => Ec2Filters<InstanceTypeInfo>.Text(type.CurrentGeneration),
        ["processor-info.supported-architecture"] = type => type.ProcessorInfo!.SupportedArchitectures![0],
        ["vcpu-info.default-vcpus"] = type => $"{type.VCpuInfo!.DefaultVCpus}",
        ["memory-info.size-in-mib"] = type => $"{type.MemoryInfo!.SizeInMiB}",
    };

    public ValueTask<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, RequestContext context)
    {
        var region = context.Scope.Region;
        var ids = request.ImageIds ?? [];
        if (ids.FirstOrDefault(id => MachineImages.Find(region, id) is null) is { } unknown)
            throw unknown.StartsWith("ami-", StringComparison.Ordinal) ? Ec2Refusal.ImageNotFound(unknown) : Ec2Refusal.Malformed("InvalidAMIID.Malformed", unknown, "ami");
        var owners = request.Owners ?? [];
        var images = MachineImages.Of(region).Where(image => ids.Count == 0 || ids.Contains(image.Id)).Select(View)
            .Where(image => owners.Count == 0 || owners.Contains("amazon") || owners.Contains(image.OwnerId!));
        var (page, token) = Ec2Page.Of(s_imageFilters.Apply(images, request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeImagesResponse { Images = page, NextToken = token });
    }

    public ValueTask<DescribeInstanceTypesResponse> DescribeInstanceTypesAsync(DescribeInstanceTypesRequest request, RequestContext context)
    {
        var names = request.InstanceTypes ?? [];
        if (names.FirstOrDefault(name => !InstanceTypes.All.ContainsKey(name)) is { } unknown)
            throw Ec2Refusal.Of("InvalidInstanceType", $"The following supplied instance types do not exist: [{unknown}]");
        var types = InstanceTypes.All.Values.Where(type => names.Count == 0 || names.Contains(type.Name)).OrderBy(type => type.Name, StringComparer.Ordinal).Select(View);
        var (page, token) = Ec2Page.Of(s_typeFilters.Apply(types, request.Filters), request.MaxResults ?? 100, request.NextToken);
        return Answer(request.DryRun, new DescribeInstanceTypesResponse { InstanceTypes = page, NextToken = token });
    }

    private static Image View(MachineImage image)
    {
        var owner = image.HasAgent ? MachineImages.EcsOwner : MachineImages.AmazonOwner;
        return new()
        {
            ImageId = image.Id,
            Name = image.Name,
            Description = image.Description,
            Architecture = image.Architecture,
            OwnerId = owner,
            ImageOwnerAlias = "amazon",
            ImageLocation = $"amazon/{image.Name}",
            ImageType = "machine",
            State = "available",
            Public = true,
            CreationDate = "2025-11-13T19:00:00.000Z",
            RootDeviceName = "/dev/xvda",
            RootDeviceType = "ebs",
            VirtualizationType = "hvm",
            Hypervisor = "xen",
            EnaSupport = true,
            PlatformDetails = "Linux/UNIX",
            UsageOperation = "RunInstances",
            BlockDeviceMappings = [],
            Tags = [],
        };
    }

    private static InstanceTypeInfo View(InstanceTypeFacts type) => new()
    {
        InstanceType = type.Name,
        CurrentGeneration = !type.Name.StartsWith("t2.", StringComparison.Ordinal),
        BurstablePerformanceSupported = type.Name[0] == 't',
        ProcessorInfo = new() { SupportedArchitectures = [type.Architecture] },
        VCpuInfo = new() { DefaultVCpus = type.Cpus, DefaultCores = Math.Max(1, type.Cpus / 2), DefaultThreadsPerCore = type.Cpus == 1 ? 1 : 2 },
        MemoryInfo = new() { SizeInMiB = type.MemoryMiB },
        GpuInfo = type.Gpus == 0 ? null : new() { Gpus = [new() { Name = type.Name.StartsWith("g5", StringComparison.Ordinal) ? "A10G" : "T4", Manufacturer = "NVIDIA", Count = type.Gpus }] },
        SupportedUsageClasses = ["on-demand", "spot"],
        SupportedRootDeviceTypes = ["ebs"],
        SupportedVirtualizationTypes = ["hvm"],
    };
}
