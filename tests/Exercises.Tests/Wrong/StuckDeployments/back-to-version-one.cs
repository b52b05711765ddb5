// fails: PricesIsRepaired: Expected what runs in the service prices to be "3 of prices:3", but found "3 of prices:1".
// fails: HealthCheckIsKept: Expected tasks of prices:3, but found 3 of prices:1.
// fails: CustomersNoticedNothing: Expected a deployment of a repaired revision of prices, but found 3 of prices:1.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>
/// The tasks of prices:2 fail a health check that cannot succeed. search:2 was never tried: of one task, 100 % may not be
/// stopped and 150 % are no second one.
/// </summary>
public static class StuckDeployments
{
    private static readonly DeploymentConfiguration Careful = new()
    {
        MinimumHealthyPercent = 100,
        MaximumPercent = 200,
        DeploymentCircuitBreaker = new DeploymentCircuitBreaker { Enable = true, Rollback = true },
    };

    /// <param name="aws">The connection.</param>
    public static async Task RunAsync(Aws aws)
    {
        var good = await DefinitionAsync(aws, "prices:1");
        var repaired = await DefinitionAsync(aws, "prices:2");
        repaired.ContainerDefinitions[0].HealthCheck = good.ContainerDefinitions[0].HealthCheck;
        await aws.Ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = repaired.Family,
            RequiresCompatibilities = repaired.RequiresCompatibilities,
            NetworkMode = repaired.NetworkMode,
            Cpu = repaired.Cpu,
            Memory = repaired.Memory,
            ContainerDefinitions = repaired.ContainerDefinitions,
        });

        await DeployAsync(aws, "prices", "prices:1");
        await DeployAsync(aws, "search", "search:2");
    }

    private static async Task<TaskDefinition> DefinitionAsync(Aws aws, string revision) =>
        (await aws.Ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = revision })).TaskDefinition;

    private static async Task DeployAsync(Aws aws, string service, string definition)
    {
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest
        {
            Cluster = "market",
            Service = service,
            TaskDefinition = definition,
            DeploymentConfiguration = Careful,
        });
        await aws.WaitForDeploymentAsync("market", service);
        await aws.WaitForServiceAsync("market", service);
    }
}
