namespace Workbook.Web.Cluster;

/// <summary>Something that happened, as a line for people: an event of a service, or what scaling did.</summary>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Kind"><c>service</c> or <c>scaling</c>.</param>
/// <param name="About">Such as <c>demo/web</c>.</param>
/// <param name="Text">What.</param>
internal sealed record ClusterNews(DateTimeOffset At, string Kind, string About, string Text);
