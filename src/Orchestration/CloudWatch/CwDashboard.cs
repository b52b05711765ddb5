using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>A dashboard. It is kept and given back; nothing here draws it.</summary>
/// <param name="Name">Unique in the account.</param>
/// <param name="Body">JSON.</param>
/// <param name="ModifiedAt">When it was last put.</param>
public sealed record CwDashboard(string Name, string Body, DateTimeOffset ModifiedAt)
{
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>Dashboards belong to no region.</summary>
    public string Arn(AccountRegion scope) => $"arn:aws:cloudwatch::{scope.Account}:dashboard/{Name}";
}
