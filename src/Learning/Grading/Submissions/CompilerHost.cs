using System.Text.Json;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>What a <see cref="CompilerProcess"/> asks of its child: a line of JSON.</summary>
internal sealed record CompilerRequest(IReadOnlyList<SourceFile> Files, string File, string Call, string Folder);

/// <summary>What the child says: a line of JSON. Without errors the assembly is there.</summary>
internal sealed record CompilerReply(string? Assembly, IReadOnlyList<string> Errors);

/// <summary>The child of a <see cref="CompilerProcess"/>: compiles what it is told to until nobody asks any more.</summary>
public static class CompilerHost
{
    /// <summary>The name of the hidden command that is this.</summary>
    public const string Command = "compile-submissions";

    /// <param name="libraries">Paths of the assemblies that submissions are compiled against, besides .NET itself.</param>
    public static async Task<int> RunAsync(IEnumerable<string> libraries)
    {
        var compiler = new SubmissionCompiler(libraries);
        using var requests = new StreamReader(Console.OpenStandardInput());
        await using var replies = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        while (await requests.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<CompilerRequest>(line)!;
            await replies.WriteLineAsync(JsonSerializer.Serialize(Answer(compiler, request)));
        }
        return 0;
    }

    private static CompilerReply Answer(SubmissionCompiler compiler, CompilerRequest request)
    {
        try
        {
            return new(compiler.Compile(request.Files, new(request.File, request.Call), request.Folder), []);
        }
        catch (SubmissionException error)
        {
            return new(null, error.Messages);
        }
    }
}
