using System.Diagnostics;
using System.Globalization;
using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>Decisions about services in a few words.</summary>
internal static class ServiceWords
{
    public static string Of(ServiceDecision decision) => decision switch
    {
        StartServiceTask start => $"{start.OwnerId} starts {start.TaskId}{(start.InstanceId is { } on ? $" on {on}" : "")}{(start.CapacityProvider is { } by ? $" by {by}" : "")}",
        AddServiceEvent add => $"says {add.Message}",
        NoteSteadyState => "steady",
        LeaveSteadyState => "not steady any more",
        NoteUnplaced { Message: { } message } note => $"{note.OwnerId} is unplaced: {message}",
        NoteUnplaced note => $"{note.OwnerId} is placed",
        NoteHeldBack { Message: { } message } => $"is held back: {message}",
        NoteHeldBack => "is held back no longer",
        NoteStability note => $"{note.TaskSetId} is {(note.IsStable ? "stable" : "not stable")}",
        RemoveTaskSet remove => $"{remove.TaskSetId} is gone",
        NoteInconsistent note => $"{note.DeploymentId} cannot start tasks consistently",
        ResizeDeployment resize => $"{resize.DeploymentId} wants {resize.DesiredCount}",
        ResizeDaemon resize => $"wants one task on each of {resize.DesiredCount}",
        CompleteDeployment complete => $"{complete.DeploymentId} is complete",
        FailDeployment fail => $"{fail.DeploymentId} failed: {fail.Cause}",
        RollBackDeployment back => $"{back.DeploymentId} is rolled back: {back.Cause}",
        RemoveDeployment remove => $"{remove.DeploymentId} is gone",
        LookAgain look => $"looks again at {(look.At.Date > Story.Start.Date ? $"{(look.At.Date - Story.Start.Date).Days} d " : "")}{look.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}",
        WakeService => "wakes",
        RetireService => "is INACTIVE",
        ForgetService => "is forgotten",
        EnterStage enter => $"stage {enter.Stage}",
        ShiftTraffic shift => string.Create(CultureInfo.InvariantCulture, $"traffic {shift.ProductionPercent} %, test {shift.TestPercent} %"),
        InvokeHook invoke => $"calls {invoke.HookId}",
        ExpireHook expire => $"gives up on {expire.HookId}",
        ReturnToSource back => $"{back.DeploymentId} goes back to {back.SourceDeploymentId}: {back.Cause}",
        FailRollback fail => $"cannot go back: {fail.Cause}",
        _ => throw new UnreachableException($"No words for {decision}."),
    };
}
