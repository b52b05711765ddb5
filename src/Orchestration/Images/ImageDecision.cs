using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Images;

/// <summary>A decision about a registry's content.</summary>
public abstract record ImageDecision(string RepositoryName, string Reason) : Decision(Reason);

/// <summary>Forget a layer that no image names.</summary>
public sealed record ForgetLayer(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>Delete an image because its repository's lifecycle policy says so.</summary>
public sealed record ExpireImage(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>Archive an image because its repository's lifecycle policy says so.</summary>
public sealed record TransitionImage(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>The lifecycle policy was carried out; tomorrow again.</summary>
public sealed record CloseLifecycleRun(string RepositoryName, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>An image has been on its way out of the archive for long enough: it can be pulled again.</summary>
public sealed record ActivateImage(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>Give another registry an image with its tags.</summary>
/// <param name="Destination">Account and region of the other registry.</param>
public sealed record ReplicateImage(string RepositoryName, string Digest, AccountRegion Destination, string Reason) : ImageDecision(RepositoryName, Reason);

/// <summary>Look what is wrong with the packages in an image.</summary>
public sealed record ScanImage(string RepositoryName, string Digest, string Reason) : ImageDecision(RepositoryName, Reason);
