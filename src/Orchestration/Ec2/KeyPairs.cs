using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>Key pairs: what EC2 keeps of them is their public side.</summary>
public static class KeyPairs
{
    private const int LongestName = 255;

    /// <exception cref="ApiException">The name is missing, too long or taken.</exception>
    public static (World World, Ec2KeyPair Key) Put(World world, Ec2KeyPair key)
    {
        if (key.Name.Length is 0 or > LongestName) throw Ec2Refusal.Of("InvalidParameterValue", $"Value ({key.Name}) for parameter KeyName is invalid. Key names have up to {LongestName} characters.");
        return Named(world, key.Name) is null ? (world.Put(key), key) : throw Ec2Refusal.Of("InvalidKeyPair.Duplicate", "The keypair already exists");
    }

    /// <summary>Deleting one that does not exist is fine.</summary>
    public static (World World, string? Id) Delete(World world, string? name, string? id)
    {
        if (name is null && id is null) throw Ec2Refusal.Missing("KeyName");
        var key = name is not null ? Named(world, name) : world.FindEc2<Ec2KeyPair>(id);
        return key is null ? (world, null) : (world.Remove(key), key.Id);
    }

    public static Ec2KeyPair? Named(World world, string name) => world.Ec2<Ec2KeyPair>(EntityKind.KeyPair, name).FirstOrDefault();
}
