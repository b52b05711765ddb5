using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Registry;

/// <summary>Tasks of one container on Fargate, for tests that care about its image alone.</summary>
internal static class FargateTasks
{
    /// <summary>Registers a task definition and runs it once, in the default cluster.</summary>
    public static async Task RunAsync(EcsEngine engine, AccountRegion scope, string id, string image, ValueList<string>? command = null) =>
        await engine.Store.UpdateAsync(scope, (world, now) =>
        {
            (world, var revision) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = "demo",
                NetworkMode = NetworkMode.Awsvpc,
                Cpu = "256",
                Memory = "512",
                RequiresCompatibilities = [Compatibility.Fargate],
                ExecutionRoleArn = $"arn:aws:iam::{scope.Account}:role/ecsTaskExecutionRole",
                ContainerDefinitions = [new() { Name = "app", Image = image, Command = command }],
            }, "me", now);
            return (RunTask.Apply(world, new()
            {
                TaskDefinition = revision.Definition.TaskDefinitionArn,
                LaunchType = LaunchType.Fargate,
                NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
            }, [id], now).World, 0);
        });
}
