using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>
/// A rolling update within limits. In the cluster <c>till</c> the service <c>till</c> runs six tasks of <c>till:1</c>. The
/// next version is registered as <c>till:2</c>. Five tasks are enough for the customers that there are, fewer are not; and the
/// database takes connections of seven, and of no more.
/// <list type="number">
/// <item>Roll out <c>till:2</c> by a rolling update of the service, so that at no moment fewer than five tasks run, and at
/// no moment more than seven are there. (A task that is being stopped neither runs nor counts as being there.)</item>
/// <item>Go as far as these limits allow: a deployment may go down to five, and up to seven.</item>
/// <item>Come back when the deployment has succeeded and six tasks of <c>till:2</c> run.</item>
/// <item>The same limits are to hold for whoever deploys next: afterwards somebody forces a new deployment, and says
/// nothing about limits.</item>
/// </list>
/// </summary>
public static class NeverFewer
{
    /// <param name="aws">The connection; <c>aws.Ecs</c> is Amazon ECS.</param>
    public static async Task RunAsync(Aws aws)
    {
        // A first look: how does the service deploy now? The grader shows what you print.
        var till = (await aws.Ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "till", Services = ["till"] })).Services[0];
        Console.WriteLine($"{till.DesiredCount} tasks, {till.DeploymentConfiguration.MinimumHealthyPercent} to {till.DeploymentConfiguration.MaximumPercent} %");

        throw new NotImplementedException("NeverFewer only looks so far. Work out the two percentages, then call UpdateServiceAsync.");
    }
}
