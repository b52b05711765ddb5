namespace Workbook.Orchestration.Placement;

/// <summary>The fields of the strategies <c>spread</c> and <c>binpack</c> (API_PlacementStrategy).</summary>
internal static class SpreadFields
{
    public const string Cpu = "cpu";
    public const string Memory = "memory";
    public const string Instance = "instanceId";
    public const string Zone = AttributePrefix + ZoneAttribute;
    public const string ZoneAttribute = "ecs.availability-zone";
    public const string AttributePrefix = "attribute:";

    /// <summary>Also under its other name <c>host</c>, in any case.</summary>
    public static bool IsInstance(string? field) => Is(field, Instance) || Is(field, "host");

    /// <summary>Cpu and memory are "case insensitive"; so are the names of fields, while attributes are compared exactly.</summary>
    public static bool Is(string? field, string name) => string.Equals(field, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The attribute that a field <c>attribute:NAME</c> names, or null.</summary>
    public static string? AttributeOf(string? field) =>
        field?.StartsWith(AttributePrefix, StringComparison.OrdinalIgnoreCase) == true && field.Length > AttributePrefix.Length ? field[AttributePrefix.Length..] : null;
}
