using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>
/// Remembers a RunTask call under its <c>clientToken</c>, so that the same call again starts nothing new
/// (see "Ensuring idempotency" in the ECS API reference).
/// </summary>
/// <param name="ClusterName">Tokens are told apart by cluster.</param>
/// <param name="Token">Up to 64 characters.</param>
/// <param name="Request">The first call; another one with this token has to be equal.</param>
/// <param name="TaskIds">What it started.</param>
/// <param name="UsedAt">When.</param>
public sealed record ClientToken(string ClusterName, string Token, RunTaskRequest Request, ValueList<string> TaskIds, DateTimeOffset UsedAt)
{
    /// <summary>How long AWS remembers a token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public string Key => KeyOf(ClusterName, Token);

    public Wake NextWake => new(UsedAt + Lifetime, IsUpkeep: true);

    public static string KeyOf(string clusterName, string token) => $"{clusterName}|{token}";
}
