namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>When an image is pulled though Docker has one of that name (ECS_IMAGE_PULL_BEHAVIOR of the ECS agent).</summary>
public enum ImagePullBehavior
{
    /// <summary>An image that Docker has is used as it is, but for images of registries on this machine: those cost nothing to ask.</summary>
    PreferCached,

    /// <summary>The registry is asked each time; what Docker has is used when the pull fails.</summary>
    Default,

    /// <summary>The registry is asked each time, and a task whose image cannot be pulled fails.</summary>
    Always,
}
