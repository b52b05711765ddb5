using System.Text.RegularExpressions;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Attribute = Workbook.Shapes.Ecs.Attribute;

namespace Workbook.Orchestration.Capacity;

/// <summary>PutAttributes, DeleteAttributes and ListAttributes: custom attributes of container instances (API_Attribute).</summary>
public static partial class AttributeRules
{
    private const int MostInOneCall = 10;
    private const int MostCustom = 10;

    /// <summary>Adds attributes, or replaces their values.</summary>
    /// <returns>The next World, and the attributes with the ARNs of their targets.</returns>
    /// <exception cref="ApiException">A name, value or target is wrong, or an instance would have more than ten custom attributes.</exception>
    public static (World World, ValueList<Attribute> Attributes) Put(World world, PutAttributesRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var put = new List<Attribute>();
        foreach (var (attribute, id) in Targets(world, cluster, request.Attributes))
        {
            CheckValue(attribute);
            var instance = world.ContainerInstances[id];
            var own = new Attribute { Name = attribute.Name, Value = attribute.Value };
            var attributes = Without(instance, attribute.Name!).Append(own).ToValueList();
            if (attributes.Count(each => !IsReserved(each.Name!)) > MostCustom)
                throw EcsErrors.AttributeLimitExceeded("You can apply up to 10 custom attributes for each resource. You can view the attributes of a resource with ListAttributes. You can remove existing attributes on a resource with DeleteAttributes.");
            world = world.Put(instance with { Attributes = attributes });
            put.Add(Shown(world.Scope, instance, own));
        }
        return (world, put.ToValueList());
    }

    /// <summary>Takes attributes away by name; one that is not there is passed over.</summary>
    /// <returns>The next World, and the attributes that are gone.</returns>
    /// <exception cref="ApiException">A name or target is wrong.</exception>
    public static (World World, ValueList<Attribute> Attributes) Delete(World world, DeleteAttributesRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var gone = new List<Attribute>();
        foreach (var (attribute, id) in Targets(world, cluster, request.Attributes))
        {
            var instance = world.ContainerInstances[id];
            if (instance.Attributes.FirstOrDefault(each => each.Name == attribute.Name) is not { } own) continue;
            world = world.Put(instance with { Attributes = Without(instance, attribute.Name!).ToValueList() });
            gone.Add(Shown(world.Scope, instance, own));
        }
        return (world, gone.ToValueList());
    }

    /// <summary>The attributes that a request asks for, each under a key by which they can be paged: by instance, then name.</summary>
    /// <exception cref="ApiException">The cluster does not exist, or a value is asked for without a name.</exception>
    public static IEnumerable<(string Key, Attribute Attribute)> List(World world, ListAttributesRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (request.TargetType != TargetType.ContainerInstance) throw EcsErrors.InvalidParameter("Invalid targetType. Must be one of [container-instance]");
        if (request.AttributeValue is not null && request.AttributeName is null)
            throw EcsErrors.InvalidParameter("An attribute name must be specified when an attribute value is specified.");
        return InstanceRules.In(world, cluster.Name).SelectMany(instance => instance.Attributes
            .Where(attribute => (request.AttributeName ?? attribute.Name) == attribute.Name && (request.AttributeValue is null || attribute.Value == request.AttributeValue))
            .OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Select(attribute => (Key: $"{instance.Id}|{attribute.Name}", Attribute: Shown(world.Scope, instance, attribute))));
    }

    /// <summary>What an agent may announce of itself when it registers.</summary>
    /// <exception cref="ApiException">A name or value has a character that is not allowed, or a name occurs twice.</exception>
    public static ValueList<Attribute> Check(ValueList<Attribute>? attributes)
    {
        foreach (var attribute in attributes ?? [])
        {
            CheckName(attribute);
            CheckValue(attribute);
        }
        if ((attributes ?? []).DistinctBy(attribute => attribute.Name).Count() != (attributes ?? []).Count) throw EcsErrors.InvalidParameter("Attributes must have different names.");
        return (attributes ?? []).Select(attribute => new Attribute { Name = attribute.Name, Value = attribute.Value }).ToValueList();
    }

    /// <summary>The attributes of a request with the ids of the instances that they are about.</summary>
    private static List<(Attribute Attribute, string InstanceId)> Targets(World world, ClusterState cluster, ValueList<Attribute>? attributes)
    {
        if (attributes is not { Count: > 0 }) throw EcsErrors.InvalidParameter("attributes can not be empty.");
        if (attributes.Count > MostInOneCall) throw EcsErrors.InvalidParameter($"attributes can have at most {MostInOneCall} items.");
        var targets = new List<(Attribute, string)>();
        foreach (var attribute in attributes)
        {
            CheckName(attribute);
            if (IsReserved(attribute.Name!)) throw EcsErrors.InvalidParameter($"The attribute name '{attribute.Name}' is reserved: names that start with 'ecs.' or 'com.amazonaws.' are set by Amazon ECS.");
            targets.Add((attribute, TargetOf(world, cluster, attribute).Id));
        }
        if (targets.Distinct(Comparer).Count() != targets.Count) throw EcsErrors.InvalidParameter("attributes can name the same attribute of a target only once.");
        return targets;
    }

    private static Instance TargetOf(World world, ClusterState cluster, Attribute attribute)
    {
        if (string.IsNullOrEmpty(attribute.TargetId)) throw EcsErrors.InvalidParameter("targetId can not be empty.");
        if (!attribute.TargetId.StartsWith("arn:", StringComparison.Ordinal) && attribute.TargetType is null)
            throw EcsErrors.InvalidParameter("targetType must be specified when targetId is not a full ARN.");
        return InstanceRules.Find(world, cluster.Name, attribute.TargetId) is { Status: not "INACTIVE" } instance
            ? instance
            : throw EcsErrors.TargetNotFound("The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific.");
    }

    private static readonly IEqualityComparer<(Attribute Attribute, string InstanceId)> Comparer =
        EqualityComparer<(Attribute Attribute, string InstanceId)>.Create(
            (one, other) => one.Attribute.Name == other.Attribute.Name && one.InstanceId == other.InstanceId,
            target => HashCode.Combine(target.Attribute.Name, target.InstanceId));

    private static void CheckName(Attribute attribute)
    {
        if (attribute.Name is null || !Name().IsMatch(attribute.Name))
            throw EcsErrors.InvalidParameter("Invalid attribute name: 1 to 128 letters, numbers, hyphens, underscores, forward slashes, back slashes and periods are allowed.");
    }

    private static void CheckValue(Attribute attribute)
    {
        if (attribute.Value is { } value && !Value().IsMatch(value))
            throw EcsErrors.InvalidParameter("Invalid attribute value: 1 to 128 letters, numbers, hyphens, underscores, periods, at signs, slashes, colons and spaces are allowed, and no space at the start or end.");
    }

    private static bool IsReserved(string name) =>
        name.StartsWith("ecs.", StringComparison.Ordinal) || name.StartsWith("com.amazonaws.", StringComparison.Ordinal);

    private static IEnumerable<Attribute> Without(Instance instance, string name) => instance.Attributes.Where(attribute => attribute.Name != name);

    private static Attribute Shown(AccountRegion scope, Instance instance, Attribute attribute) =>
        attribute with { TargetId = Arn.ContainerInstance(scope, instance.ClusterName, instance.Id).ToString() };

    [GeneratedRegex(@"^[A-Za-z0-9_./\\-]{1,128}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?! )[A-Za-z0-9_.@/\\: -]{1,128}(?<! )\z")]
    private static partial Regex Value();
}
