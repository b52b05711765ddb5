using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>Launch templates: creating, versions, and what <c>$Default</c> and <c>$Latest</c> mean.</summary>
public static partial class LaunchTemplates
{
    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2LaunchTemplate Template) Create(World world, CreateLaunchTemplateRequest request, string seed, DateTimeOffset now)
    {
        var name = request.LaunchTemplateName ?? throw Ec2Refusal.Missing("LaunchTemplateName");
        if (!Name().IsMatch(name))
            throw Ec2Refusal.Of("InvalidLaunchTemplateName.MalformedException", "Launch template name is invalid. Specify a name that is between 3 and 128 characters, and contains only letters, numbers, and the characters ( ) . - / _");
        if (Named(world, name) is not null) throw Ec2Refusal.Of("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        var template = new Ec2LaunchTemplate(Ec2Ids.Of("lt", seed), name, now)
        {
            Versions = [new(1, Check(request.LaunchTemplateData), now) { Description = request.VersionDescription }],
            Tags = Ec2Tags.Of(request.TagSpecifications, "launch-template"),
        };
        return (world.Put(template), template);
    }

    public static (World World, Ec2LaunchTemplate Template, LaunchTemplateRevision Version) CreateVersion(World world, CreateLaunchTemplateVersionRequest request, DateTimeOffset now)
    {
        var template = Find(world, request.LaunchTemplateId, request.LaunchTemplateName);
        var data = Check(request.LaunchTemplateData);
        if (request.SourceVersion is { } source) data = LaunchTemplateOverlay.Over(Version(template, source).Data, data);
        var version = new LaunchTemplateRevision(template.LatestVersion + 1, data, now) { Description = request.VersionDescription };
        var next = template with { LatestVersion = version.Number, Versions = [.. template.Versions, version] };
        return (world.Put(next), next, version);
    }

    public static (World World, Ec2LaunchTemplate Template) Modify(World world, ModifyLaunchTemplateRequest request)
    {
        var template = Find(world, request.LaunchTemplateId, request.LaunchTemplateName);
        var next = template with { DefaultVersion = Version(template, request.DefaultVersion ?? throw Ec2Refusal.Missing("DefaultVersion")).Number };
        return (world.Put(next), next);
    }

    public static (World World, Ec2LaunchTemplate Template) Delete(World world, string? id, string? name)
    {
        var template = Find(world, id, name);
        return (world.Remove(template), template);
    }

    /// <summary>Deletes those of the versions that exist and are not the default.</summary>
    public static (World World, Ec2LaunchTemplate Template, ValueList<long> Deleted, ValueList<string> Kept) DeleteVersions(World world, DeleteLaunchTemplateVersionsRequest request)
    {
        var template = Find(world, request.LaunchTemplateId, request.LaunchTemplateName);
        var deleted = new List<long>();
        var kept = new List<string>();
        foreach (var text in request.Versions ?? throw Ec2Refusal.Missing("LaunchTemplateVersion"))
        {
            var number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            if (number != template.DefaultVersion && template.Versions.Any(version => version.Number == number)) deleted.Add(number);
            else kept.Add(text);
        }
        var next = template with { Versions = template.Versions.Where(version => !deleted.Contains(version.Number)).ToValueList() };
        return (world.Put(next), next, deleted.ToValueList(), kept.ToValueList());
    }

    /// <exception cref="ApiException">There is none of that id or name.</exception>
    public static Ec2LaunchTemplate Find(World world, string? id, string? name)
    {
        if (id is not null && name is not null) throw Ec2Refusal.Combination("Specify either a launch template ID or a launch template name, but not both.");
        if (id is not null)
        {
            if (!id.StartsWith("lt-", StringComparison.Ordinal)) throw Ec2Refusal.Malformed("InvalidLaunchTemplateId.Malformed", id, "lt");
            return world.FindEc2<Ec2LaunchTemplate>(id) ?? throw Ec2Refusal.Of("InvalidLaunchTemplateId.NotFound", $"The specified launch template, with template ID {id}, does not exist.");
        }
        if (name is null) throw Ec2Refusal.Of("MissingParameter", "Specify either a launch template ID or a launch template name.");
        return Named(world, name) ?? throw Ec2Refusal.Of("InvalidLaunchTemplateName.NotFoundException", $"The specified launch template, with template name {name}, does not exist.");
    }

    /// <summary>The version that a number, <c>$Default</c> or <c>$Latest</c> means; the default one where nothing is said.</summary>
    /// <exception cref="ApiException">It has no such version.</exception>
    public static LaunchTemplateRevision Version(Ec2LaunchTemplate template, string? version)
    {
        var number = version switch
        {
            null or "" or "$Default" => template.DefaultVersion,
            "$Latest" => template.Versions[^1].Number,
            _ when long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => throw Ec2Refusal.Of("InvalidLaunchTemplateVersion.Malformed", $"Invalid launch template version: '{version}'. Specify $Latest, $Default, or a version number."),
        };
        return template.Versions.FirstOrDefault(each => each.Number == number)
            ?? throw Ec2Refusal.Of("InvalidLaunchTemplateId.VersionNotFound", $"Could not find the specified version {version} for the launch template with ID {template.Id}.");
    }

    private static Ec2LaunchTemplate? Named(World world, string name) => world.Ec2<Ec2LaunchTemplate>(EntityKind.LaunchTemplate, name).FirstOrDefault();

    private static RequestLaunchTemplateData Check(RequestLaunchTemplateData? data)
    {
        if (data is null) throw Ec2Refusal.Missing("LaunchTemplateData");
        if (data.UserData is { } userData) UserData.Check(userData);
        foreach (var specification in data.TagSpecifications ?? []) Ec2Tags.Check(specification.Tags);
        return data;
    }

    [GeneratedRegex(@"^[a-zA-Z0-9().\-/_]{3,128}\z")]
    private static partial Regex Name();
}
