using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Images;

/// <summary>A decision about a registry's content.</summary>
public abstract record ImageDecision(string RepositoryName, string Reason) : Decision(Reason);

/// <summary>Forget a layer that no image names.</summary>
public sealed record ForgetLayer(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);
