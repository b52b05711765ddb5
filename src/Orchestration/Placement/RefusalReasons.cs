namespace Workbook.Orchestration.Placement;

/// <summary>The reasons that the API gives in <c>failures</c> (see "Amazon ECS API failure reasons").</summary>
public static class RefusalReasons
{
    public const string Agent = "AGENT";
    public const string Inactive = "INACTIVE";
    public const string Cpu = "RESOURCE:CPU";
    public const string Memory = "RESOURCE:MEMORY";
    public const string Gpu = "RESOURCE:GPU";
    public const string Ports = "RESOURCE:PORTS";
    public const string Attribute = "ATTRIBUTE";
    public const string MemberOf = "MemberOf placement constraint unsatisfied.";

    /// <summary>The capacity provider has no container instances.</summary>
    public const string EmptyCapacityProvider = "EMPTY CAPACITY PROVIDER";
    public const string DistinctInstance = "DistinctInstance placement constraint unsatisfied.";

    /// <summary>Not of AWS, where an instance of another capacity provider is not even looked at; named so that none is left out.</summary>
    public const string CapacityProvider = "CapacityProvider unsatisfied.";
}
