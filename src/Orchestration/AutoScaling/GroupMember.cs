using System.Diagnostics;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>How far a member of a group has come (see "Amazon EC2 Auto Scaling instance lifecycle").</summary>
public enum MemberState
{
    Pending,

    /// <summary>A launch hook holds it.</summary>
    PendingWait,
    InService,

    /// <summary>A termination hook holds it.</summary>
    TerminatingWait,

    /// <summary>Its machine is shutting down.</summary>
    Terminating,
}

/// <summary>A machine in a group.</summary>
/// <param name="InstanceId">Such as <c>i-0123456789abcdef0</c>.</param>
/// <param name="Zone">Such as <c>us-east-1a</c>.</param>
public sealed record GroupMember(string InstanceId, string Zone)
{
    public MemberState State { get; init; }
    public bool IsProtected { get; init; }
    public bool IsUnhealthy { get; init; }

    /// <summary>The version of the launch template that it was made from; null with a launch configuration.</summary>
    public string? TemplateVersion { get; init; }

    /// <summary>Until when a hook holds it.</summary>
    public DateTimeOffset? HookUntil { get; init; }

    /// <summary><c>CONTINUE</c> or <c>ABANDON</c> once somebody decided about what a hook holds; null while the hook's default counts.</summary>
    public string? HookResult { get; init; }

    /// <summary>The activity that shows how it comes or goes.</summary>
    public string? ActivityKey { get; init; }

    /// <summary>True while it is part of the capacity that the group has or is getting.</summary>
    public bool Counts => State <= MemberState.InService;

    /// <summary>As the API writes it.</summary>
    public string LifecycleState => State switch
    {
        MemberState.Pending => "Pending",
        MemberState.PendingWait => "Pending:Wait",
        MemberState.InService => "InService",
        MemberState.TerminatingWait => "Terminating:Wait",
        MemberState.Terminating => "Terminating",
        _ => throw new UnreachableException(),
    };
}
