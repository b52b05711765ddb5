using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Carries lifecycle policies out, once a day: "images become expired within 24 hours after they meet the criteria".</summary>
internal static class LifecycleRun
{
    public static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <summary>The next appointment. Housekeeping: an automatic clock does not run ahead for it.</summary>
    public static Wake After(DateTimeOffset now) => new(now + Period, IsUpkeep: true);

    public static void Plan(Draft draft, string repositoryName)
    {
        if (!draft.World.EcrRepositories.TryGetValue(repositoryName, out var repository)) return;
        if (repository is not { LifecyclePolicyText: { } text, NextWake: { } wake } || wake.At > draft.Now) return;
        foreach (var mark in LifecycleEvaluation.Of(draft.World, repositoryName, LifecyclePolicy.Parse(text), draft.Now))
        {
            var reason = $"Rule {mark.Rule.Priority} of the lifecycle policy marks it.";
            draft.Decide(mark.Rule.Action == LifecycleAction.Expire
                ? new ExpireImage(repositoryName, mark.Image.Digest, reason)
                : new TransitionImage(repositoryName, mark.Image.Digest, reason));
        }
        foreach (var orphan in LifecycleEvaluation.Orphans(draft.World, repositoryName, draft.Now).ToList())
            draft.Decide(new ExpireImage(repositoryName, orphan.Digest, "What it is about is gone, and the repository has a lifecycle policy."));
        draft.Decide(new CloseLifecycleRun(repositoryName, "Lifecycle policies are evaluated once a day."));
    }
}
