namespace Docker.DotNet.Models;

/// <summary>ContainerWaitResponse: answer to <c>POST /containers/{id}/wait</c>; StatusCode is the exit code.</summary>
public class ContainerWaitResponse
{
    public WaitExitError? Error { get; set; }

    public long StatusCode { get; set; }
}
