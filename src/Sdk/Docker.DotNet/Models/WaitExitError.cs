namespace Docker.DotNet.Models;

/// <summary>ContainerWaitExitError: why waiting failed.</summary>
public class WaitExitError
{
    public string? Message { get; set; }
}
