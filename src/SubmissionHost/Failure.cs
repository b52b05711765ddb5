namespace Workbook.SubmissionHost;

/// <summary>An exception as it helps its author: of the frames only the submission's own, for the SDK's inner exception repeats the outer one without its text.</summary>
internal static class Failure
{
    private static readonly string[] Hidden = ["   at Amazon.", "   at System.", "   at Workbook.SubmissionHost.", "   at Program.", "   --- End of"];

    public static void Print(Exception error)
    {
        var lines = error.ToString().Split('\n').Where(line =>
            !Hidden.Any(start => line.StartsWith(start, StringComparison.Ordinal))
            && !line.Contains("WorkbookEntryPoint", StringComparison.Ordinal)
            && !line.Contains("Amazon.Runtime.Internal.", StringComparison.Ordinal));
        foreach (var line in lines) Console.Error.WriteLine(line);
    }
}
