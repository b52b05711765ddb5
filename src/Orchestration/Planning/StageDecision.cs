namespace Workbook.Orchestration.Planning;

/// <summary>A decision about the stages of a service deployment.</summary>
public abstract record StageDecision(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Begin the next stage of a service deployment, with the hooks that belong to it.</summary>
/// <param name="Stage">One of <see cref="Shapes.Ecs.ServiceDeploymentLifecycleStage"/>, or PRE_PRODUCTION_TRAFFIC_SHIFT.</param>
public sealed record EnterStage(string ServiceKey, string Stage, string Reason) : StageDecision(ServiceKey, Reason);

/// <summary>Send another share of the traffic to the target service revision.</summary>
/// <param name="ProductionPercent">0 to 100.</param>
/// <param name="TestPercent">0 or 100.</param>
public sealed record ShiftTraffic(string ServiceKey, double ProductionPercent, double TestPercent, string Reason) : StageDecision(ServiceKey, Reason);

/// <summary>Call a lifecycle hook's Lambda function; it is answered by <see cref="HookAnswered"/>.</summary>
public sealed record InvokeHook(string ServiceKey, string HookId, string Reason) : StageDecision(ServiceKey, Reason);

/// <summary>A hook was not answered in time.</summary>
public sealed record ExpireHook(string ServiceKey, string HookId, string Reason) : StageDecision(ServiceKey, Reason);

/// <summary>Give the target service revision up and serve with the one before again, which still runs.</summary>
/// <param name="Cause">In ECS's words.</param>
public sealed record ReturnToSource(string ServiceKey, string DeploymentId, string SourceDeploymentId, string Cause, string Reason) : StageDecision(ServiceKey, Reason);

/// <summary>The way back has failed too; the source service revision serves, and what is left of the target stays until the next deployment.</summary>
/// <param name="Cause">In ECS's words.</param>
public sealed record FailRollback(string ServiceKey, string Cause, string Reason) : StageDecision(ServiceKey, Reason);
