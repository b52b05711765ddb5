using System.Diagnostics;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>Decisions in a few words, for stories to compare.</summary>
internal static class Words
{
    public static string Of(Decision decision) => decision switch
    {
        ProvisionTask => "provision",
        PullImage pull => $"pull {pull.Container}",
        StartContainer start => $"start {start.Container}",
        StopContainer stop => $"stop {stop.Container} within {stop.Timeout.TotalSeconds}s",
        AbandonContainer { ContainerReason: null } abandon => $"abandon {abandon.Container}",
        AbandonContainer abandon => $"abandon {abandon.Container}: {abandon.ContainerReason}",
        ReleaseTask => "release",
        AdvanceTask advance => $"now {advance.To.ToApi()}",
        EndTask end => $"end {end.StopCode}: {end.StoppedReason}",
        LoseTask => "lose",
        RegisterTargets register => $"register {register.Places.Count} targets",
        DeregisterTargets => "deregister targets",
        LoadBalancingDecision => decision.GetType().Name,
        PlaceTask => "place",
        ProviderDecision about => about.GetType().Name,
        EndProtection => "end protection",
        ForgetTask => "forget",
        InstanceDecision about => about.GetType().Name,
        AdvanceMachine advance => $"machine {advance.To.ToApi()}",
        JoinCluster join => $"join {join.ClusterName}",
        WaitForCluster wait => $"wait for {wait.ClusterName}",
        LaunchMember launch => $"launch in {launch.Zone}",
        AdvanceMember advance => $"member {advance.To}",
        Ec2Decision or AutoScalingDecision or ImageDecision or ScalingDecision or ReleaseActions => decision.GetType().Name,
        ServiceDecision about => ServiceWords.Of(about),
        ForgetTaskDefinition { IsInUse: true } => "definition still in use",
        ForgetTaskDefinition forget => $"forget definition {forget.Key}",
        ForgetClientToken => "forget token",
        _ => throw new UnreachableException(),
    };
}
