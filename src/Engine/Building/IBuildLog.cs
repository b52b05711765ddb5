namespace Workbook.Engine.Building;

/// <summary>Hears a build as it goes.</summary>
public interface IBuildLog
{
    /// <summary>What the builder prints: whole lines or parts of them, with their line ends.</summary>
    void Write(string text);

    /// <summary>How far layers have come on their way.</summary>
    /// <param name="what">Such as <c>Downloading</c> or <c>Pushing</c>.</param>
    /// <param name="bytes">Of those layers that are under way or done.</param>
    /// <param name="totalBytes">Of those layers; grows while more of them begin.</param>
    void Report(string what, long bytes, long totalBytes);
}
