namespace Workbook.Engine.Tests.Time;

/// <summary>How long a test waits for what should come at once, before it fails instead of hanging.</summary>
internal static class Patience
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Gives others the chance to run until something is so, or many times: they do not need it where all is well.</summary>
    public static async Task YieldUntilAsync(Func<bool> isSo, int atMost = int.MaxValue)
    {
        for (var i = 0; i < atMost && !isSo(); i++) await Task.Yield();
    }
}
