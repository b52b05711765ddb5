using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>Launch templates and their versions.</summary>
public class LaunchTemplateTests
{
    private const string Name = "machines";

    private static (Networks Networks, Ec2LaunchTemplate Template) Given(RequestLaunchTemplateData? data = null)
    {
        var networks = new Networks();
        var template = networks.Do(world => LaunchTemplates.Create(world, new()
        {
            LaunchTemplateName = Name,
            VersionDescription = "first",
            LaunchTemplateData = data ?? new() { InstanceType = "t3.micro" },
            TagSpecifications = Networks.Tagged("launch-template"),
        }, networks.Seed(), Story.Start));
        return (networks, template);
    }

    private static LaunchTemplateRevision Add(Networks networks, RequestLaunchTemplateData data, string? source = null)
    {
        var (world, template, version) = LaunchTemplates.CreateVersion(
            networks.World, new() { LaunchTemplateName = Name, LaunchTemplateData = data, SourceVersion = source, VersionDescription = "next" }, Story.Start);
        networks.Do(_ => world);
        networks.Now(template).Should().Be(template);
        return version;
    }

    [Test]
    public void A_template_begins_with_version_1_which_is_the_default()
    {
        var (networks, template) = Given();
        template.Id.Should().StartWith("lt-");
        template.Tags.Should().Equal(Networks.Team);
        (template.LatestVersion, template.DefaultVersion).Should().Be((1, 1));
        template.Versions.Should().ContainSingle().Which.Should().Be(new LaunchTemplateRevision(1, new() { InstanceType = "t3.micro" }, Story.Start) { Description = "first" });
        LaunchTemplates.Find(networks.World, template.Id, null).Should().Be(template);
        LaunchTemplates.Find(networks.World, null, Name).Should().Be(template);
    }

    [TestCase("abc")]
    [TestCase("a.b-c/d_(1)")]
    public void Names_have_3_to_128_characters(string name)
    {
        var networks = new Networks();
        foreach (var good in new[] { name, new string('t', 128) })
            networks.Do(world => LaunchTemplates.Create(world, new() { LaunchTemplateName = good, LaunchTemplateData = new() }, networks.Seed(), Story.Start)).Name.Should().Be(good);
    }

    [Test]
    public void Other_names_are_refused()
    {
        var (networks, _) = Given();
        CreateLaunchTemplateRequest Named(string? name) => new() { LaunchTemplateName = name, LaunchTemplateData = new() };
        foreach (var bad in new[] { "ab", "a b c", new string('t', 129) })
        {
            networks.Refuses("InvalidLaunchTemplateName.MalformedException",
                "Launch template name is invalid. Specify a name that is between 3 and 128 characters, and contains only letters, numbers, and the characters ( ) . - / _",
                world => LaunchTemplates.Create(world, Named(bad), networks.Seed(), Story.Start));
        }
        networks.Refuses("MissingParameter", "The request must contain the parameter LaunchTemplateName", world => LaunchTemplates.Create(world, Named(null), networks.Seed(), Story.Start));
        networks.Refuses("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.", world => LaunchTemplates.Create(world, Named(Name), networks.Seed(), Story.Start));
        networks.Refuses("MissingParameter", "The request must contain the parameter LaunchTemplateData", world => LaunchTemplates.Create(world, new() { LaunchTemplateName = "other" }, networks.Seed(), Story.Start));
    }

    [Test]
    public void What_machines_could_not_start_with_is_refused_at_once()
    {
        var networks = new Networks();
        CreateLaunchTemplateRequest With(RequestLaunchTemplateData data) => new() { LaunchTemplateName = Name, LaunchTemplateData = data };
        networks.Refuses("InvalidParameterValue", "Tag key cannot be empty.", world => LaunchTemplates.Create(world, With(new() { TagSpecifications = [new() { Tags = [new()] }] }), networks.Seed(), Story.Start));
        networks.Refuses("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.", world => LaunchTemplates.Create(world, With(new() { UserData = "#!/bin/bash" }), networks.Seed(), Story.Start));
    }

    [Test]
    public void Templates_are_named_by_id_or_name()
    {
        var (networks, template) = Given();
        networks.Refuses("InvalidParameterCombination", "Specify either a launch template ID or a launch template name, but not both.", world => LaunchTemplates.Find(world, template.Id, Name));
        networks.Refuses("MissingParameter", "Specify either a launch template ID or a launch template name.", world => LaunchTemplates.Find(world, null, null));
        networks.Refuses("InvalidLaunchTemplateId.Malformed", "Invalid id: \"machines\" (expecting \"lt-...\")", world => LaunchTemplates.Find(world, Name, null));
        networks.Refuses("InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID lt-1, does not exist.", world => LaunchTemplates.Find(world, "lt-1", null));
        networks.Refuses("InvalidLaunchTemplateName.NotFoundException", "The specified launch template, with template name other, does not exist.", world => LaunchTemplates.Find(world, null, "other"));
    }

    [Test]
    public void Versions_count_up_and_the_default_moves_when_told()
    {
        var (networks, template) = Given();
        var second = Add(networks, new() { InstanceType = "t3.small" });
        (second.Number, second.Description, second.Data.InstanceType).Should().Be((2, "next", "t3.small"));
        template = networks.Now(template);
        (template.LatestVersion, template.DefaultVersion).Should().Be((2, 1));
        long NumberOf(string? version) => LaunchTemplates.Version(networks.Now(template), version).Number;
        NumberOf(null).Should().Be(1);
        NumberOf("").Should().Be(1);
        NumberOf("$Default").Should().Be(1);
        NumberOf("$Latest").Should().Be(2);
        NumberOf("2").Should().Be(2);

        networks.Do(world => LaunchTemplates.Modify(world, new() { LaunchTemplateName = Name, DefaultVersion = "2" })).DefaultVersion.Should().Be(2);
        NumberOf("$Default").Should().Be(2);
        networks.Refuses("MissingParameter", "The request must contain the parameter DefaultVersion", world => LaunchTemplates.Modify(world, new() { LaunchTemplateName = Name }));
        networks.Refuses("InvalidLaunchTemplateId.VersionNotFound", $"Could not find the specified version 3 for the launch template with ID {template.Id}.", world => LaunchTemplates.Version(template, "3"));
        networks.Refuses("InvalidLaunchTemplateVersion.Malformed", "Invalid launch template version: 'two'. Specify $Latest, $Default, or a version number.", world => LaunchTemplates.Version(template, "two"));
    }

    [Test]
    public void Versions_are_deleted_but_for_the_default_one()
    {
        var (networks, template) = Given();
        Add(networks, new());
        Add(networks, new());
        var (world, next, deleted, kept) = LaunchTemplates.DeleteVersions(networks.World, new() { LaunchTemplateName = Name, Versions = ["1", "3", "4", "$Latest"] });
        deleted.Should().Equal(3);
        kept.Should().Equal("1", "4", "$Latest");
        next.Versions.Select(version => version.Number).Should().Equal(1, 2);
        world.FindEc2<Ec2LaunchTemplate>(template.Id).Should().Be(next);
        LaunchTemplates.Version(next, "$Latest").Number.Should().Be(2);
        networks.Refuses("MissingParameter", "The request must contain the parameter LaunchTemplateVersion", _ => LaunchTemplates.DeleteVersions(world, new() { LaunchTemplateName = Name }));

        networks.Do(_ => world);
        Add(networks, new()).Number.Should().Be(4, "numbers are not given twice");
        networks.Do(_ => LaunchTemplates.Delete(_, null, Name)).Id.Should().Be(template.Id);
        networks.World.FindEc2<Ec2LaunchTemplate>(template.Id).Should().BeNull();
    }

    private static RequestLaunchTemplateData Full(string of, bool yes) => new()
    {
        ImageId = "ami-" + of,
        InstanceType = of,
        KeyName = of,
        UserData = Launching.Base64(of),
        SecurityGroupIds = ["sg-" + of],
        SecurityGroups = [of],
        NetworkInterfaces = [new() { SubnetId = "subnet-" + of }],
        IamInstanceProfile = new() { Name = of },
        BlockDeviceMappings = [new() { DeviceName = of }],
        TagSpecifications = [new() { ResourceType = "instance", Tags = [new() { Key = of }] }],
        Placement = new() { AvailabilityZone = of },
        Monitoring = new() { Enabled = yes },
        MetadataOptions = new() { HttpTokens = of },
        EbsOptimized = yes,
        DisableApiTermination = yes,
        DisableApiStop = yes,
        InstanceInitiatedShutdownBehavior = of,
        InstanceMarketOptions = new() { MarketType = of },
        CreditSpecification = new() { CpuCredits = of },
        CpuOptions = new() { CoreCount = yes ? 1 : 2 },
        InstanceRequirements = new() { LocalStorage = of },
    };

    [Test]
    public void A_version_made_from_another_keeps_what_it_does_not_say()
    {
        var (networks, _) = Given(Full("old", yes: false));
        Add(networks, new(), source: "1").Data.Should().Be(Full("old", yes: false));
        Add(networks, new() { InstanceType = "t3.small" }, source: "$Default").Data.Should().Be(Full("old", yes: false) with { InstanceType = "t3.small" });
        Add(networks, Full("new", yes: true), source: "1").Data.Should().Be(Full("new", yes: true));
        Add(networks, new() { InstanceType = "t3.small" }).Data.Should().Be(new RequestLaunchTemplateData { InstanceType = "t3.small" });
    }
}
