using System.Globalization;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>Activities in Auto Scaling's words.</summary>
internal static class Activities
{
    /// <summary>Such as <c>2026-01-01T00:00:00Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static (World World, ScalingActivity Activity) Begin(World world, AutoScalingGroupState group, string description, string cause, string zone, string? subnetId, DateTimeOffset now)
    {
        var details = subnetId is null ? $"{{\"Availability Zone\":\"{zone}\"}}" : $"{{\"Subnet ID\":\"{subnetId}\",\"Availability Zone\":\"{zone}\"}}";
        var activity = new ScalingActivity(group.Name, DerivedId.Uuid(group.Id, $"{description} {now.UtcTicks.ToString(CultureInfo.InvariantCulture)}"), description, cause, now)
        {
            Details = details,
            Progress = 30,
        };
        return (world.Put(activity), activity);
    }

    public static World End(World world, string? key, DateTimeOffset now, string? failure = null) =>
        key is null || world.ScalingActivities.GetValueOrDefault(key) is not { EndedAt: null } activity ? world : world.Put(activity with
        {
            StatusCode = failure is null ? "Successful" : "Failed",
            StatusMessage = failure,
            Progress = 100,
            EndedAt = now,
        });
}
