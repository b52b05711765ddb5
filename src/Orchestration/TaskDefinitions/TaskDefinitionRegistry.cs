using System.Globalization;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions;

/// <summary>RegisterTaskDefinition, DeregisterTaskDefinition and DeleteTaskDefinitions, and how requests name revisions.</summary>
public static class TaskDefinitionRegistry
{
    /// <summary>Adds the next revision of the family.</summary>
    /// <exception cref="ApiException">The definition breaks a rule.</exception>
    public static (World World, TaskDefinitionRevision Revision) Register(World world, RegisterTaskDefinitionRequest request, string registeredBy, DateTimeOffset now)
    {
        var definition = TaskDefinitionRules.Register(request);
        var tags = TagRules.Check(request.Tags);
        var family = world.Families.GetValueOrDefault(definition.Family!) ?? new Family(definition.Family!, 0, null);
        var next = family with { LatestRevision = family.LatestRevision + 1, LatestActive = family.LatestRevision + 1 };
        var revision = new TaskDefinitionRevision(definition with
        {
            TaskDefinitionArn = Arn.TaskDefinition(world.Scope, next.Name, next.LatestRevision).ToString(),
            Revision = next.LatestRevision,
            Status = TaskDefinitionStatus.Active,
            RegisteredAt = now,
            RegisteredBy = registeredBy,
        }, tags);
        return (world.Put(next).Put(revision), revision);
    }

    /// <summary>The revision becomes INACTIVE: what runs goes on, but nothing new can be started from it.</summary>
    public static (World World, TaskDefinitionRevision Revision) Deregister(World world, string? identifier, DateTimeOffset now)
    {
        if (!NamesRevision(identifier ?? ""))
            throw EcsErrors.Client("The specified task definition must have a revision. Use family:revision or the full ARN.");
        var revision = Find(world, identifier) ?? throw EcsErrors.Client("The specified task definition does not exist.");
        if (revision.Status == TaskDefinitionStatus.DeleteInProgress)
            throw EcsErrors.InvalidParameter("The specified task definition is in the process of being deleted.");
        if (revision.Status == TaskDefinitionStatus.Inactive) return (world, revision);

        var next = revision with { Definition = revision.Definition with { Status = TaskDefinitionStatus.Inactive, DeregisteredAt = now } };
        var family = world.Families[revision.Definition.Family!];
        world = world.Put(next);
        if (family.LatestActive == next.Definition.Revision)
            world = world.Put(family with { LatestActive = ActiveBefore(world, family.Name, next.Definition.Revision!.Value) });
        return (world, next);
    }

    /// <summary>Marks INACTIVE revisions as DELETE_IN_PROGRESS; those that cannot be are told as failures.</summary>
    public static (World World, ValueList<TaskDefinitionRevision> Deleted, ValueList<Failure> Failures) Delete(
        World world, ValueList<string> identifiers, DateTimeOffset now)
    {
        if (identifiers.Count == 0) throw EcsErrors.InvalidParameter("Task definitions can not be empty.");
        if (identifiers.Count > 10) throw EcsErrors.InvalidParameter("You can specify up to 10 task definitions.");
        var deleted = new List<TaskDefinitionRevision>();
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            if (!NamesRevision(identifier))
                throw EcsErrors.InvalidParameter($"Invalid task definition '{identifier}'. You must specify a revision.");
            if (Find(world, identifier) is not { } revision)
            {
                failures.Add(new() { Arn = identifier, Reason = "The specified task definition does not exist. Specify a valid account, family, revision and try again." });
                continue;
            }
            if (revision.Status == TaskDefinitionStatus.Active)
            {
                failures.Add(new() { Arn = revision.Definition.TaskDefinitionArn, Reason = "The specified task definition is still in ACTIVE status. Please deregister the target and try again." });
                continue;
            }
            var next = revision.Status == TaskDefinitionStatus.DeleteInProgress ? revision : revision with
            {
                Definition = revision.Definition with { Status = TaskDefinitionStatus.DeleteInProgress, DeleteRequestedAt = now },
            };
            world = world.Put(next);
            deleted.Add(next);
        }
        return (world, deleted.ToValueList(), failures.ToValueList());
    }

    /// <summary>The revision that RunTask and services may use.</summary>
    /// <exception cref="ApiException">There is none, or it is not ACTIVE.</exception>
    public static TaskDefinitionRevision Startable(World world, string? identifier)
    {
        if (string.IsNullOrWhiteSpace(identifier)) throw EcsErrors.InvalidParameter("Task definition can not be blank.");
        var revision = Find(world, identifier) ?? throw EcsErrors.Client("TaskDefinition not found.");
        return revision.Status == TaskDefinitionStatus.Active ? revision : throw EcsErrors.Client("TaskDefinition is inactive");
    }

    /// <summary>The revision that <c>family</c> (its latest ACTIVE one), <c>family:revision</c> or an ARN names, or null.</summary>
    public static TaskDefinitionRevision? Find(World world, string? identifier)
    {
        if (identifier is null) return null;
        if (identifier.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (!Arn.TryParse(identifier, out var arn) || arn.Type != "task-definition" || arn.Scope != world.Scope) return null;
            identifier = arn.Path;
        }
        var colon = identifier.LastIndexOf(':');
        if (colon < 0)
        {
            return world.Families.GetValueOrDefault(identifier)?.LatestActive is { } latest
                ? world.TaskDefinitions[TaskDefinitionRevision.KeyOf(identifier, latest)]
                : null;
        }
        return int.TryParse(identifier.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? world.TaskDefinitions.GetValueOrDefault(TaskDefinitionRevision.KeyOf(identifier[..colon], revision))
            : null;
    }

    // An ARN has colons of its own: …:task-definition/demo names the family only.
    private static bool NamesRevision(string identifier) =>
        identifier.AsSpan(identifier.LastIndexOf('/') + 1).Contains(':');

    private static int? ActiveBefore(World world, string family, int revision)
    {
        while (--revision > 0)
        {
            if (world.TaskDefinitions.GetValueOrDefault(TaskDefinitionRevision.KeyOf(family, revision)) is { Status: TaskDefinitionStatus.Active }) return revision;
        }
        return null;
    }
}
