using Workbook.Orchestration.Planning;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Another registry has an image, or refused it.</summary>
/// <param name="Destination">Account and region of the other registry.</param>
/// <param name="Tags">With which tags it was sent.</param>
/// <param name="FailureCode">Null when it was replicated.</param>
public sealed record ImageReplicated(string RepositoryName, string Digest, AccountRegion Destination, ValueList<string> Tags, string? FailureCode) : Observation;
