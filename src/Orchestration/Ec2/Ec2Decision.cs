using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Ec2;

/// <summary>A decision about one machine.</summary>
public abstract record Ec2Decision(string InstanceId, string Reason) : Decision(Reason);

/// <summary>Move a machine on in its lifecycle.</summary>
public sealed record AdvanceMachine(string InstanceId, Ec2InstanceStatus To, string Reason) : Ec2Decision(InstanceId, Reason);

/// <summary>The agent registers the machine with its cluster, or connects again after a stop.</summary>
public sealed record JoinCluster(string InstanceId, string ClusterName, string Reason) : Ec2Decision(InstanceId, Reason);

/// <summary>The agent tries again later, because its cluster does not exist.</summary>
public sealed record WaitForCluster(string InstanceId, string ClusterName, string Reason) : Ec2Decision(InstanceId, Reason);

/// <summary>The cluster that an agent waited for exists now: its next attempt will do something.</summary>
public sealed record ExpectCluster(string InstanceId, string Reason) : Ec2Decision(InstanceId, Reason);

/// <summary>The tasks on a stopped machine end; it may come back, so it stays registered.</summary>
public sealed record LoseTasks(string InstanceId, string Reason) : Ec2Decision(InstanceId, Reason);

/// <summary>Forget a machine that has been terminated for an hour.</summary>
public sealed record ForgetMachine(string InstanceId, string Reason) : Ec2Decision(InstanceId, Reason);
