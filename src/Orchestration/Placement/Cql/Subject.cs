using System.Diagnostics;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>What an expression may ask about.</summary>
internal enum SubjectKind
{
    AgentConnected,
    AgentVersion,
    Attribute,
    Ec2InstanceId,
    RegisteredAt,
    RunningTasksCount,
    TaskGroup,
}

/// <summary>A subject, with the attribute's name where it is one.</summary>
internal readonly record struct Subject(SubjectKind Kind, string Attribute = "")
{
    private const string AttributePrefix = "attribute:";

    private static readonly Dictionary<string, SubjectKind> Kinds = new(StringComparer.Ordinal)
    {
        ["agentConnected"] = SubjectKind.AgentConnected,
        ["agentVersion"] = SubjectKind.AgentVersion,
        ["ec2InstanceId"] = SubjectKind.Ec2InstanceId,
        ["registeredAt"] = SubjectKind.RegisteredAt,
        ["runningTasksCount"] = SubjectKind.RunningTasksCount,
        ["task:group"] = SubjectKind.TaskGroup,
    };

    public static string Known => $"one of {string.Join(", ", Kinds.Keys)} or attribute:NAME";

    public static Subject? Of(string word)
    {
        if (word.StartsWith(AttributePrefix, StringComparison.Ordinal)) return word.Length > AttributePrefix.Length ? new(SubjectKind.Attribute, word[AttributePrefix.Length..]) : null;
        return Kinds.TryGetValue(word, out var kind) ? new(kind) : null;
    }

    /// <summary>The guide lists for each subject which operators are valid.</summary>
    public bool Takes(Operator @operator) => Kind switch
    {
        SubjectKind.Attribute => true,
        SubjectKind.AgentConnected or SubjectKind.Ec2InstanceId or SubjectKind.TaskGroup =>
            @operator is Operator.Equal or Operator.NotEqual or Operator.In or Operator.NotIn or Operator.Matches or Operator.NotMatches,
        SubjectKind.AgentVersion or SubjectKind.RegisteredAt or SubjectKind.RunningTasksCount => @operator.IsOrder(),
        _ => throw new UnreachableException(),
    };

    public override string ToString()
    {
        var kind = Kind;
        return kind == SubjectKind.Attribute ? AttributePrefix + Attribute : Kinds.First(each => each.Value == kind).Key;
    }
}
