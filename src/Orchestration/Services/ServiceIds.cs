namespace Workbook.Orchestration.Services;

/// <summary>Fresh ids for what one call may create.</summary>
/// <param name="DeploymentId">Such as <c>ecs-svc/1234567890123456789</c>.</param>
/// <param name="RevisionId">19 digits.</param>
/// <param name="ServiceDeploymentId">21 letters, digits, hyphens and underscores.</param>
public sealed record ServiceIds(string DeploymentId, string RevisionId, string ServiceDeploymentId);
