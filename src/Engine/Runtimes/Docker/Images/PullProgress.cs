namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>How far the pull of an image has come.</summary>
/// <param name="Bytes">Of those layers that Docker has begun with: what it has.</param>
/// <param name="TotalBytes">Of those layers: what there is to have. Grows while Docker finds more layers.</param>
/// <param name="IsDone">True for the last report of a pull, also of one that failed.</param>
public sealed record PullProgress(string Image, long Bytes, long TotalBytes, bool IsDone);
