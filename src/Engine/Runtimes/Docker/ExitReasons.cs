using ContainerState = Docker.DotNet.Models.State;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>What is said of a container that has ended, beside its exit code.</summary>
internal static class ExitReasons
{
    /// <summary>Null for an ordinary end.</summary>
    /// <param name="isOfAnother">True when it ended otherwise, though Docker was told that memory ran out.</param>
    public static string? Of(ContainerState state, bool isOfAnother)
    {
        if (state.OOMKilled && !isOfAnother) return StopReasons.OutOfMemory;
        return state.Error is { Length: > 0 } error ? $"CannotStartContainerError: {error}" : null;
    }
}
