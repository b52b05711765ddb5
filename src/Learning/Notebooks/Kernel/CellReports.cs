using System.Reflection;
using System.Runtime.InteropServices;

namespace Workbook.Learning.Notebooks;

/// <summary>What <c>#!about</c>, <c>#!lsmagic</c>, <c>#!who</c> and <c>#!whos</c> show.</summary>
internal static class CellReports
{
    private sealed record Variable(string Name, string Type, object? Value);

    public static object? Of(string magic, IEnumerable<object?> submissions) => magic switch
    {
        "#!about" => new
        {
            Kernel = $"ECS Workbook {typeof(CellReports).Assembly.GetName().Version?.ToString(3)}",
            Language = "C# 14",
            Runtime = RuntimeInformation.FrameworkDescription,
            System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        },
        "#!lsmagic" => MagicCommands.All,
        "#!who" => Variables(submissions).Select(variable => variable.Name).ToList(),
        "#!whos" => Variables(submissions),
        _ => throw new System.Diagnostics.UnreachableException(magic),
    };

    /// <summary>By name; of variables with the same name the newest, which hides the others.</summary>
    private static List<Variable> Variables(IEnumerable<object?> submissions)
    {
        var newest = new SortedDictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var submission in submissions.OfType<object>())
        {
            foreach (var field in submission.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                if (!field.Name.StartsWith('<'))
                    newest[field.Name] = new(field.Name, ValueText.TypeName(field.FieldType), field.GetValue(submission));
            }
        }
        return [.. newest.Values];
    }
}
