using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.AutoScaling;

namespace Workbook.Server.Tests.Clients;

/// <summary>Container instances and capacity providers through the AWS CLI.</summary>
internal sealed class CapacityCliTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task Container_instances_are_drained_and_deregistered()
    {
        var cli = new AwsCli(Aws.Endpoint, NewAccount(), Region);
        await cli.CallAsync("create-cluster");
        string[] resources = ["--total-resources", "name=CPU,type=INTEGER,integerValue=1024", "name=MEMORY,type=INTEGER,integerValue=1024"];
        var first = (await cli.CallAsync(["register-container-instance", "--version-info", "agentVersion=1.90.0", .. resources])).Text("containerInstance.containerInstanceArn");
        await cli.CallAsync("register-task-definition", "--family", "web", "--container-definitions", "name=web,image=nginx,memory=128");
        await cli.CallAsync("create-service", "--service-name", "api", "--task-definition", "web", "--desired-count", "2");
        await cli.CallAsync("wait", "services-stable", "--services", "api");
        await cli.RefusedAsync("InvalidParameterException", "DeregisterContainerInstance", "Found running tasks on the instance.", "deregister-container-instance", "--container-instance", first);

        var second = (await cli.CallAsync(["register-container-instance", .. resources])).Text("containerInstance.containerInstanceArn");
        var drained = await cli.CallAsync("update-container-instances-state", "--container-instances", first, "nobody", "--status", "DRAINING");
        drained.Text("containerInstances.0.status").Should().Be("DRAINING");
        drained.Text("failures.0.reason").Should().Be("MISSING");
        (await cli.CallAsync("list-container-instances", "--status", "DRAINING")).Texts("containerInstanceArns").Should().Equal(first);
        await cli.CallAsync("wait", "services-stable", "--services", "api");
        var left = await cli.CallAsync("describe-container-instances", "--container-instances", first, second, "--include", "CONTAINER_INSTANCE_HEALTH");
        left.At("containerInstances.0.runningTasksCount").GetInt32().Should().Be(0);
        left.At("containerInstances.1.runningTasksCount").GetInt32().Should().Be(2);
        left.Text("containerInstances.0.healthStatus.overallStatus").Should().Be("OK");

        (await cli.CallAsync("update-container-agent", "--container-instance", first)).Text("containerInstance.agentUpdateStatus").Should().Be("PENDING");
        (await cli.CallAsync("deregister-container-instance", "--container-instance", first)).Text("containerInstance.status").Should().Be("INACTIVE");
        (await cli.CallAsync("list-container-instances")).Texts("containerInstanceArns").Should().Equal(second);
        (await cli.CallAsync("deregister-container-instance", "--container-instance", second, "--force")).Text("containerInstance.status").Should().Be("INACTIVE");
        var stopped = (await cli.CallAsync("list-tasks", "--desired-status", "STOPPED", "--container-instance", second)).Texts("taskArns");
        (await cli.CallAsync(["describe-tasks", "--tasks", .. stopped])).Text("tasks.0.stoppedReason").Should().Be("Container instance deregistration forced by user");
    }

    [Test]
    public async Task Capacity_providers_are_created_associated_and_deleted()
    {
        var account = NewAccount();
        var cli = new AwsCli(Aws.Endpoint, account, Region);
        await cli.CallAsync("create-cluster");
        var group = new AutoScalingGroupState("workers", "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", Aws.Engine.Clock.GetUtcNow()) { MaxSize = 3, Zones = [Region + "a"], LaunchConfigurationName = "gone" };
        var scope = new AccountRegion(account, Region);
        await Aws.Engine.Store.UpdateAsync(scope, (world, _) => (world.Put(group), group));

        string[] provider = ["--auto-scaling-group-provider", $"autoScalingGroupArn={group.Arn(scope)},managedScaling={{status=ENABLED,targetCapacity=90}}"];
        var created = await cli.CallAsync(["create-capacity-provider", "--name", "own", "--tags", "key=team,value=blue", .. provider]);
        created.Text("capacityProvider.capacityProviderArn").Should().Be(Arn(account, "capacity-provider/own"));
        created.Text("capacityProvider.autoScalingGroupProvider.managedTerminationProtection").Should().Be("DISABLED");
        await cli.RefusedAsync("ClientException", "CreateCapacityProvider",
            "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
            ["create-capacity-provider", "--name", "other", .. provider]);

        await cli.CallAsync("update-capacity-provider", "--name", "own", "--auto-scaling-group-provider", "managedScaling={targetCapacity=100}");
        var all = await cli.CallAsync("describe-capacity-providers", "--include", "TAGS");
        all.At("capacityProviders").EnumerateArray().Select(each => each.GetProperty("name").GetString()).Should().Equal("FARGATE", "FARGATE_SPOT", "own");
        all.At("capacityProviders.2.autoScalingGroupProvider.managedScaling.targetCapacity").GetInt32().Should().Be(100);
        all.Text("capacityProviders.2.tags.0.value").Should().Be("blue");

        (await cli.CallAsync("put-cluster-capacity-providers", "--cluster", "default", "--capacity-providers", "own", "FARGATE", "--default-capacity-provider-strategy", "capacityProvider=own,weight=1"))
            .Texts("cluster.capacityProviders").Should().Equal("own", "FARGATE");
        await cli.CallAsync("register-task-definition", "--family", "web", "--container-definitions", "name=web,image=nginx,memory=128");
        var task = await cli.CallAsync("run-task", "--task-definition", "web");
        task.Text("tasks.0.capacityProviderName").Should().Be("own");
        task.Text("tasks.0.lastStatus").Should().Be("PROVISIONING");
        // No machine ever comes: the group has nothing to make one from.
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(20));
        await Aws.Engine.Clock.RestAsync();
        var stopped = await cli.CallAsync("describe-tasks", "--tasks", task.Text("tasks.0.taskArn"));
        (stopped.Text("tasks.0.stopCode"), stopped.Text("tasks.0.stoppedReason")).Should().Be(("TaskFailedToStart", "EMPTY CAPACITY PROVIDER"));

        await cli.CallAsync("put-cluster-capacity-providers", "--cluster", "default", "--capacity-providers", "FARGATE", "--default-capacity-provider-strategy", "capacityProvider=FARGATE,weight=1");
        (await cli.CallAsync("delete-capacity-provider", "--capacity-provider", "own")).Text("capacityProvider.updateStatus").Should().Be("DELETE_COMPLETE");
        (await cli.CallAsync("describe-capacity-providers", "--capacity-providers", "own", "nobody")).Text("capacityProviders.0.status").Should().Be("INACTIVE");
    }
}
