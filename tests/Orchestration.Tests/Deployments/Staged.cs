using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>What stories of BLUE_GREEN, LINEAR and CANARY deployments say again and again. Blue runs demo:1, green demo:2.</summary>
internal static class Staged
{
    public const string Function = "arn:aws:lambda:us-east-1:123456789012:function:check";

    public static DeploymentConfiguration BlueGreen(int bakeMinutes = 0, params ValueList<DeploymentLifecycleHook> hooks) => new()
    {
        Strategy = DeploymentStrategy.BlueGreen,
        BakeTimeInMinutes = bakeMinutes,
        LifecycleHooks = hooks,
    };

    public static DeploymentLifecycleHook Lambda(params ValueList<string> stages) =>
        new() { HookTargetArn = Function, RoleArn = "arn:aws:iam::123456789012:role/hooks", LifecycleStages = stages };

    public static DeploymentLifecycleHook Pause(params ValueList<string> stages) =>
        new() { TargetType = DeploymentLifecycleHookTargetType.Pause, LifecycleStages = stages };

    /// <summary>A service whose first revision serves, and which from now on deploys as told.</summary>
    public static ServiceStory Serving(DeploymentConfiguration configuration, int desired = 2)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired);
        story.Settle();
        story.Update(new() { DeploymentConfiguration = configuration });
        story.Decided();
        return story;
    }

    /// <summary>Begins to deploy the next revision.</summary>
    public static void Deploy(this ServiceStory story, string image = "app:2", HealthCheck? check = null)
    {
        story.Define(image, check);
        story.Update(new() { TaskDefinition = "demo" });
    }

    /// <summary>From now on exactly the tasks that serve now have to serve.</summary>
    public static void BlueNeverChanges(this ServiceStory story)
    {
        var blue = story.Running("demo:1").ToList();
        story.Rested += () => story.Running("demo:1").Should().Equal(blue, $"blue serves at {story.Now:T} in {story.Rollout.Stage}");
    }

    /// <summary>The stages entered and the traffic moved since the last time.</summary>
    public static IReadOnlyList<string> Steps(this ServiceStory story) =>
        [.. story.Decided().Select(word => word["web: ".Length..]).Where(word => word.StartsWith("stage ", StringComparison.Ordinal) || word.StartsWith("traffic ", StringComparison.Ordinal))];

    public static HookRun Hook(this ServiceStory story) => story.Rollout.Hooks.Should().ContainSingle().Which;

    /// <summary>The function of the one hook that is open answers.</summary>
    public static void Answer(this ServiceStory story, string status, int callBackSeconds = 30) =>
        story.See(new HookAnswered("default/web", story.Rollout.Hooks.Single(hook => hook.IsOpen).Id, status, TimeSpan.FromSeconds(callBackSeconds)));

    public static void Continue(this ServiceStory story, string? action = null) => story.Change(world =>
        StopServiceDeployment.Continue(world, new() { ServiceDeploymentArn = story.RolloutArn(), HookId = story.Rollout.Hooks.Single(hook => hook.IsOpen).Id, Action = action }, story.Now));

    public static void StopDeployment(this ServiceStory story, string? stopType = null) => story.Change(world =>
        StopServiceDeployment.Apply(world, new() { ServiceDeploymentArn = story.RolloutArn(), StopType = stopType }, story.Now));

    public static string RolloutArn(this ServiceStory story) => Arn.ServiceDeployment(Story.Scope, "default", "web", story.Rollout.Id).ToString();

    /// <summary>Brings a deployment to a stage and keeps it there: in SCALE_UP green never gets healthy, elsewhere a function does not answer.</summary>
    public static ServiceStory At(string stage, DeploymentConfiguration? with = null)
    {
        var hooks = stage is ServiceDeploymentLifecycleStage.ScaleUp or ServiceDeploymentLifecycleStage.BakeTime ? ValueList<DeploymentLifecycleHook>.Empty : [Lambda(stage)];
        var story = Serving((with ?? new()) with { Strategy = DeploymentStrategy.BlueGreen, BakeTimeInMinutes = 60, LifecycleHooks = hooks });
        story.BlueNeverChanges();
        var hangs = stage == ServiceDeploymentLifecycleStage.ScaleUp;
        if (hangs) story.Around["app:2"] = new() { HealthyAfter = null };
        story.Deploy(check: hangs ? new() { Command = ["CMD-SHELL", "true"] } : null);
        story.After(60);
        story.Rollout.Stage.Should().Be(stage);
        story.Decided();
        return story;
    }

    /// <summary>Functions on the way back answer well; then all comes to rest with blue alone.</summary>
    public static void GoesBack(this ServiceStory story)
    {
        story.Rollout.Status.Should().BeOneOf(ServiceDeploymentStatus.RollbackInProgress, ServiceDeploymentStatus.RollbackSuccessful);
        while (story.Rollout.Hooks.Any(hook => hook.IsOpen)) story.Answer(DeploymentLifecycleHookStatus.Succeeded);
        story.Settle();
        story.Rollout.Status.Should().Be(ServiceDeploymentStatus.RollbackSuccessful);
        story.Rollout.ProductionPercent.Should().Be(0);
        story.Rollout.TestPercent.Should().Be(0);
        story.Running("demo:2").Should().BeEmpty();
        story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be(DeploymentRolloutState.Completed);
        story.Web.RevisionId.Should().Be(story.Web.StableRevisionId);
        story.Web.SteadySince.Should().NotBeNull();
    }
}
