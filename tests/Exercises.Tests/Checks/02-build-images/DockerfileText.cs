namespace Workbook.Exercises.Tests.Checks;

/// <summary>A Dockerfile taken apart: stages, and their instructions in order. Comments are left out, continued lines are joined.</summary>
internal sealed class DockerfileText
{
    private DockerfileText(IReadOnlyList<Stage> stages) => Stages = stages;

    /// <summary>An instruction in capitals, such as <c>COPY</c>, and the rest of its line with single spaces.</summary>
    internal sealed record Instruction(string Name, string Arguments)
    {
        /// <summary>What is not an option such as <c>--from=build</c>.</summary>
        public IReadOnlyList<string> Words { get; } = [.. Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

        /// <summary>The value of an option; null where it is not given.</summary>
        public string? Option(string name) => Arguments.Split(' ').TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal))
            .FirstOrDefault(word => word.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

        public override string ToString() => $"{Name} {Arguments}";
    }

    /// <summary>All from one FROM to the next.</summary>
    internal sealed record Stage(string Image, string? Name, List<Instruction> Instructions)
    {
        public IEnumerable<Instruction> Of(params string[] names) => Instructions.Where(instruction => names.Contains(instruction.Name));
    }

    public IReadOnlyList<Stage> Stages { get; }

    public static DockerfileText Parse(string text)
    {
        var stages = new List<Stage>();
        foreach (var line in Joined(text))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var instruction = new Instruction(parts[0].ToUpperInvariant(), parts.Length > 1 ? string.Join(' ', parts[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "");
            if (instruction.Name == "FROM") stages.Add(StageOf(instruction));
            else if (stages.Count > 0) stages[^1].Instructions.Add(instruction);
        }
        return new(stages);
    }

    private static Stage StageOf(Instruction from) => from.Words is [var image, var word, var name] && word.Equals("AS", StringComparison.OrdinalIgnoreCase)
        ? new(image, name, [])
        : new(from.Words is [var only, ..] ? only : "", null, []);

    private static IEnumerable<string> Joined(string text)
    {
        var begun = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            begun += line.TrimEnd('\\');
            if (line[^1] == '\\') continue;
            yield return begun;
            begun = "";
        }
        if (begun.Length > 0) yield return begun;
    }
}
