using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>
/// The few lines that are compiled along with a submission and make a program of it, so that a wrong signature is a
/// compiler error like any other, and nothing of the grader is in the process that runs.
/// </summary>
internal static class EntryPoint
{
    public const string FileName = "the grader's call";
    public const string TypeName = "WorkbookEntryPoint";

    /// <summary>What the SDK imports in every file, as exercises have it too.</summary>
    public const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The file of a submission that makes <c>Task</c> the one that is awaited; see <see cref="TaskAlias"/>.</summary>
    public const string GlobalUsings = "GlobalUsings.cs";

    /// <summary>Stands in for <see cref="GlobalUsings"/> where a submission comes without it.</summary>
    public const string TaskAlias = "global using Task = System.Threading.Tasks.Task;";

    // Whatever it prints or exits with is shown to people and not read by the grader.
    public static string For(Exercise exercise) =>
        $$"""
        internal static class {{TypeName}}
        {
            public static async System.Threading.Tasks.Task<int> Main()
            {
                try
                {
                    using var aws = await Workbook.Aws.ConnectAsync();
                    await {{exercise.Call}};
                    return 0;
                }
                catch (System.Exception error)
                {
                    // Of the frames only the submission's own help; the SDK's inner exception repeats the outer one without its text.
                    foreach (var line in error.ToString().Split('\n'))
                    {
                        if (line.StartsWith("   at Amazon.") || line.StartsWith("   at System.") || line.Contains("{{TypeName}}")
                            || line.Contains("Amazon.Runtime.Internal.") || line.StartsWith("   --- End of")) continue;
                        System.Console.Error.WriteLine(line);
                    }
                    return 1;
                }
            }
        }
        """;
}
