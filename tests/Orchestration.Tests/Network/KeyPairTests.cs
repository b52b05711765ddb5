using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;

namespace Workbook.Orchestration.Tests.Network;

public class KeyPairTests
{
    private static Ec2KeyPair Key(string name) => new("key-0123456789abcdef0", name, "aa:bb", "rsa", Story.Start);

    [Test]
    public void A_name_is_given_once()
    {
        var networks = new Networks();
        networks.Do(world => KeyPairs.Put(world, Key("mine"))).Should().Be(Key("mine"));
        KeyPairs.Named(networks.World, "mine").Should().Be(Key("mine"));
        KeyPairs.Named(networks.World, "yours").Should().BeNull();
        networks.Refuses("InvalidKeyPair.Duplicate", "The keypair already exists", world => KeyPairs.Put(world, Key("mine") with { Id = "key-1" }));
    }

    [Test]
    public void A_name_has_up_to_255_characters()
    {
        var networks = new Networks();
        networks.Do(world => KeyPairs.Put(world, Key(new string('k', 255))));
        foreach (var name in new[] { "", new string('k', 256) })
            networks.Refuses("InvalidParameterValue", $"Value ({name}) for parameter KeyName is invalid. Key names have up to 255 characters.", world => KeyPairs.Put(world, Key(name)));
    }

    [TestCase("mine", null)]
    [TestCase(null, "key-0123456789abcdef0")]
    [TestCase("mine", "key-1")]
    public void It_is_deleted_by_name_or_id(string? name, string? id)
    {
        var networks = new Networks();
        networks.Do(world => KeyPairs.Put(world, Key("mine")));
        networks.Do(world => KeyPairs.Delete(world, name, id)).Should().Be("key-0123456789abcdef0");
        KeyPairs.Named(networks.World, "mine").Should().BeNull();
        networks.Do(world => KeyPairs.Delete(world, name, id)).Should().BeNull("deleting one that is not there is fine");
    }

    [Test]
    public void Something_has_to_name_it() =>
        new Networks().Refuses("MissingParameter", "The request must contain the parameter KeyName", world => KeyPairs.Delete(world, null, null));
}
