// Deletes the cluster that was there, so that there is nothing to check.
// exercise: KeepThree
// says: the cluster is INACTIVE
// checks: no such cluster
using Workbook;

namespace Services;

public static class KeepThree
{
    public static async Task RunAsync(Aws aws)
    {
        var deleted = await aws.Ecs.DeleteClusterAsync(new() { Cluster = "kiosk" });
        Console.WriteLine($"the cluster is {deleted.Cluster.Status}");
    }
}
