using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Golden;

/// <summary>
/// Whole plans, decision by decision with their times, as text: any change of behaviour shows up in a diff. With
/// WORKBOOK_GOLDEN set to this folder's path the files are written anew instead of compared.
/// </summary>
public class GoldenPlanTests
{
    private static void Compare(string name, ServiceStory story)
    {
        var chronicle = story.Chronicle();
        if (Environment.GetEnvironmentVariable("WORKBOOK_GOLDEN") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, name + ".txt"), chronicle);
            return;
        }
        var golden = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", name + ".txt")).ReplaceLineEndings("\n");
        chronicle.Should().Be(golden);
    }

    [Test]
    public void A_rolling_deployment_of_four_tasks_between_50_and_150_percent()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Remark("Given a service of 4 tasks, minimum 50 %, maximum 150 %");
        story.Create(desired: 4, minimum: 50, maximum: 150);
        story.Settle();
        story.After(TimeSpan.FromMinutes(1));
        story.Remark("When another task definition is deployed");
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Compare("rolling", story);
    }

    [Test]
    public void A_deployment_whose_image_cannot_be_pulled_is_rolled_back()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Remark("Given a service of 2 tasks with a circuit breaker that rolls back");
        story.Create(desired: 2, breaker: new() { Enable = true, Rollback = true });
        story.Settle();
        story.After(TimeSpan.FromMinutes(1));
        story.Remark("When an image is deployed that cannot be pulled");
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: manifest unknown" };
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Compare("circuit-breaker", story);
    }

    [Test]
    public void A_machine_is_drained()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        story.Remark("Given a service of 4 tasks on two machines, minimum 75 %, maximum 150 %");
        var first = story.AddMachine('a');
        story.AddMachine('b');
        story.Create(ServiceStory.OnMachines with { DesiredCount = 4, DeploymentConfiguration = new() { MinimumHealthyPercent = 75, MaximumPercent = 150 } });
        story.Settle();
        story.After(TimeSpan.FromMinutes(1));
        story.Remark("When the first machine is drained");
        story.Drain(first);
        story.Settle();
        Compare("draining", story);
    }

    [Test]
    public void A_daemon_is_rolled_out()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Image = "agent:1" }));
        story.Remark("Given a daemon on three machines, minimum 50 %");
        foreach (var zone in "abc") story.AddMachine(zone);
        story.Create(ServiceStory.OnMachines with { SchedulingStrategy = SchedulingStrategy.Daemon, DesiredCount = null, DeploymentConfiguration = new() { MinimumHealthyPercent = 50 } });
        story.Settle();
        story.After(TimeSpan.FromMinutes(1));
        story.Remark("When another task definition is deployed");
        story.Define(Requests.Ec2(Requests.App with { Image = "agent:2" }));
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Compare("daemon", story);
    }

    [Test]
    public void Blue_gives_way_to_green()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Remark("Given a service of 2 tasks that deploys BLUE_GREEN with a bake time of 5 minutes");
        story.Create(desired: 2);
        story.Settle();
        story.Update(new() { DeploymentConfiguration = new() { Strategy = DeploymentStrategy.BlueGreen, BakeTimeInMinutes = 5 } });
        story.After(TimeSpan.FromMinutes(1));
        story.Remark("When another task definition is deployed");
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Compare("blue-green", story);
    }
}
