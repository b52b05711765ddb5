using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A listener was given a port of this machine.</summary>
/// <param name="ListenerKey">The <see cref="ElbListener.Key"/>.</param>
/// <param name="LocalPort">The port that stands in for its own; null: it has its own.</param>
/// <param name="Note">Why it is another port, in words; null when it has its own.</param>
public sealed record ListenerBound(string ListenerKey, int? LocalPort, string? Note) : Observation;
