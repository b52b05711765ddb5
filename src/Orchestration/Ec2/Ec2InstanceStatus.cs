using System.Diagnostics;

namespace Workbook.Orchestration.Ec2;

/// <summary>An instance's lifecycle (see "Amazon EC2 instance state changes").</summary>
public enum Ec2InstanceStatus
{
    Pending,
    Running,
    ShuttingDown,
    Terminated,
    Stopping,
    Stopped,
}

/// <summary>The names and codes that the API uses.</summary>
public static class Ec2InstanceStatusNames
{
    /// <summary>Such as <c>shutting-down</c>.</summary>
    public static string ToApi(this Ec2InstanceStatus status) => status switch
    {
        Ec2InstanceStatus.Pending => "pending",
        Ec2InstanceStatus.Running => "running",
        Ec2InstanceStatus.ShuttingDown => "shutting-down",
        Ec2InstanceStatus.Terminated => "terminated",
        Ec2InstanceStatus.Stopping => "stopping",
        Ec2InstanceStatus.Stopped => "stopped",
        _ => throw new UnreachableException(),
    };

    /// <summary>The low byte of the state's code; in this order they are 0, 16, 32, 48, 64 and 80.</summary>
    public static int ToCode(this Ec2InstanceStatus status) => (int)status * 16;
}
