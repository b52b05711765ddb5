using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>The volume that a machine boots from. None is kept: each follows from its machine, and goes with it.</summary>
/// <param name="Id">Such as <c>vol-0123456789abcdef0</c>.</param>
/// <param name="Machine">Whose it is.</param>
/// <param name="Device">Such as <c>/dev/xvda</c>.</param>
/// <param name="SizeGiB">As large as the image's.</param>
public sealed record RootVolume(string Id, Ec2Instance Machine, string Device, int SizeGiB)
{
    private const int OfEcsImages = 30;
    private const int OfPlainImages = 8;

    public static IEnumerable<RootVolume> All(World world) =>
        world.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Where(machine => !machine.IsGone).Select(machine => Of(world.Scope.Region, machine));

    public static RootVolume Of(string region, Ec2Instance machine)
    {
        var image = MachineImages.Find(region, machine.Machine.ImageId);
        var device = image?.Name.StartsWith("bottlerocket", StringComparison.Ordinal) == true ? "/dev/sda1" : "/dev/xvda";
        return new(Ec2Ids.Derive("vol", machine.Id, "root"), machine, device, image?.HasAgent == true ? OfEcsImages : OfPlainImages);
    }
}
