// fails: LimitsStay: Expected what the next deployment kept to to be "between 5 running tasks and 7 that were there", but found "between 6 running tasks and 12 that were there".
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>
/// The minimum is rounded up, the maximum down. Of six tasks 80 % are 4.8, so that 5 have to run, and 120 % are 7.2, so that
/// 7 may be there.
/// </summary>
public static class NeverFewer
{
    /// <param name="aws">The connection.</param>
    public static async Task RunAsync(Aws aws)
    {
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest
        {
            Cluster = "till",
            Service = "till",
            TaskDefinition = "till:2",
            DeploymentConfiguration = new DeploymentConfiguration { MinimumHealthyPercent = 80, MaximumPercent = 120 },
        });

        await aws.WaitForDeploymentAsync("till", "till");
        await aws.WaitForServiceAsync("till", "till");
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest
        {
            Cluster = "till",
            Service = "till",
            DeploymentConfiguration = new DeploymentConfiguration { MinimumHealthyPercent = 100, MaximumPercent = 200 },
        });
    }
}
