using System.Globalization;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>RunInstances: as many machines as there is room for, at least the smallest number asked for.</summary>
public static class RunInstances
{
    private const int Most = 100;

    /// <param name="seed">32 random hexadecimal digits, from which all ids are made.</param>
    public static (World World, ValueList<Ec2Instance> Instances) Apply(World world, RunInstancesRequest request, string seed, DateTimeOffset now)
    {
        if (request.ClientToken is { Length: > 0 } token
            && world.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Where(each => each.ClientToken == token).ToValueList() is { Count: > 0 } before)
            return (world, before);
        var most = request.MaxCount ?? throw Ec2Refusal.Missing("MaxCount");
        var least = request.MinCount ?? throw Ec2Refusal.Missing("MinCount");
        if (least < 1) throw Ec2Refusal.Invalid(least.ToString(CultureInfo.InvariantCulture), "minCount", "Expected a positive integer.");
        if (most < least) throw Ec2Refusal.Invalid(most.ToString(CultureInfo.InvariantCulture), "maxCount", "Expected maxCount to be greater than or equal to minCount.");
        if (least > Most)
            throw Ec2Refusal.Of("InstanceLimitExceeded", $"You have requested more instances ({least}) than your current instance limit of {Most} allows for the specified instance type.");
        foreach (var specification in request.TagSpecifications ?? []) Ec2Tags.Check(specification.Tags);

        var template = new Machine();
        ValueList<Tag> origin = [];
        if (request.LaunchTemplate is { } named) (template, origin) = Template(world, named.LaunchTemplateId, named.LaunchTemplateName, named.Version);
        var machine = Machine.Of(request, template);
        var instances = new List<Ec2Instance>();
        for (var i = 0; i < Math.Min(most, Most); i++)
        {
            try
            {
                (world, var instance) = MachineLauncher.Launch(world, machine, origin, DerivedId.Hex(seed, $"instance {i}"), now);
                instance = instance with { ReservationId = Ec2Ids.Of("r", seed), LaunchIndex = i, ClientToken = request.ClientToken };
                world = world.Put(instance);
                instances.Add(instance);
            }
            catch (ApiException full) when (full.Code == "InsufficientFreeAddressesInSubnet" && instances.Count >= least)
            {
                break;
            }
        }
        return (world, instances.ToValueList());
    }

    /// <summary>The machine that a version of a launch template describes, and the tags that say where it is from.</summary>
    /// <exception cref="ApiException">There is no such template or version.</exception>
    public static (Machine Machine, ValueList<Tag> Origin) Template(World world, string? id, string? name, string? version)
    {
        var template = LaunchTemplates.Find(world, id, name);
        var revision = LaunchTemplates.Version(template, version);
        return (Machine.Of(revision.Data),
        [
            new() { Key = "aws:ec2launchtemplate:id", Value = template.Id },
            new() { Key = "aws:ec2launchtemplate:version", Value = revision.Number.ToString(CultureInfo.InvariantCulture) },
        ]);
    }
}
