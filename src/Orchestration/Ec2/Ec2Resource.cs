using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>Something that EC2 keeps, has an id and can be tagged. All of them stand in one table of the <see cref="World"/>.</summary>
/// <param name="Id">Such as <c>vpc-0123456789abcdef0</c>: the type's prefix and 17 hexadecimal digits.</param>
public abstract record Ec2Resource(string Id)
{
    public abstract EntityKind Kind { get; }

    /// <summary>As CreateTags and DescribeTags call it, such as <c>security-group</c>.</summary>
    public abstract string ResourceType { get; }

    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>When the planner has to look at it though nothing happened.</summary>
    public virtual Wake? NextWake => null;

    /// <summary>What else it can be found by besides its kind: the ids of what it is in.</summary>
    public virtual IReadOnlyList<string> Within => [];

    internal IReadOnlyList<string> Buckets => [BucketOf(Kind), .. Within.Select(container => BucketOf(Kind, container))];

    internal static string BucketOf(EntityKind kind) => kind.ToString();

    internal static string BucketOf(EntityKind kind, string container) => $"{kind} in {container}";
}
