namespace Workbook.Learning.Grading;

/// <summary>
/// The few lines that are compiled along with a submission, so that a wrong signature is a compiler error like any other. The process that
/// runs it calls them.
/// </summary>
internal static class EntryPoint
{
    public const string FileName = "the grader's call";

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

    // What the call returns is the answer to the checks; most exercises answer nothing, and change the cluster.
    public static string For(string call) =>
        $$"""
        #nullable enable
        public static class WorkbookEntryPoint
        {
            public static System.Threading.Tasks.Task<object?> RunAsync(Workbook.Aws aws, System.Text.Json.JsonElement request) => AnswerOf({{call}});

            private static async System.Threading.Tasks.Task<object?> AnswerOf(System.Threading.Tasks.Task run)
            {
                await run;
                return null;
            }

            private static async System.Threading.Tasks.Task<object?> AnswerOf<T>(System.Threading.Tasks.Task<T> run) => await run;
        }
        """;
}
