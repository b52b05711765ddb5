namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /containers/{id}/resize</c> and <c>POST /exec/{id}/resize</c>, in characters.</summary>
public class ContainerResizeParameters
{
    public long Height { get; set; }

    public long Width { get; set; }
}
