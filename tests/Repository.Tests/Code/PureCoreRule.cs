using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>The core and the shapes are pure: the same inputs give the same World, on every machine and in every run.</summary>
internal sealed class PureCoreRule
{
    private static readonly (string Pattern, string Advice)[] Bans =
    [
        (@"\b(?:async|await)\b", "The core waits for nothing; return a decision and let the engine act."),
        (@"\bDateTime(?:Offset)?\s*\.\s*(?:Utc)?(?:Now|Today)\b|\b(?:TimeProvider|Stopwatch|Timer)\b", "Take the time as a parameter."),
        (@"(?<!\.)\bEnvironment\s*\.", "Take it as a parameter; the core knows nothing of the machine."),
        (@"\bGuid\s*\.\s*(?:NewGuid|CreateVersion7)\b", "Take the id as a parameter, or derive it with DerivedId."),
        (@"(?<!PlacementStrategyType\.)\b(?:Random|RandomNumberGenerator)\b", "Take what is drawn as a parameter, or derive it."),
        (@"\bGetHashCode\(\)\s*%", "Hash codes of texts differ from run to run; derive the number from the characters."),
        (@"(?<!\.)\b(?:File|Directory)\s*\.|\b(?:FileStream|FileInfo|DirectoryInfo|StreamReader|StreamWriter|Console|Process)\b(?=\s*[.(])", "No I/O here; that is the engine's."),
        (@"\b(?:HttpClient|Socket|Dns)\b", "No network here; that is the engine's."),
        (@"(?<!\.)\bTask\s*\.\s*(?:Run|Delay|WhenAll|WhenAny|Factory|FromResult)\b|\b(?:Thread|ThreadPool|Parallel|Interlocked|Monitor|SemaphoreSlim|CancellationToken)\b(?!\s*[=,)])|\block\s*\(", "Nothing runs beside the core; it is called, and returns."),
        (@"\busing\s+(?:static\s+)?System\.(?:IO|Net|Threading|Reflection)\b", "The core has no use for it; that is the engine's."),
        (@"\bConcurrent(?:Dictionary|Queue|Bag|Stack)\b", "Values here never change; use an immutable collection."),
        (@"\bImmutable(?:Dictionary|HashSet)\b", "Its order differs from run to run; use the sorted one with StringComparer.Ordinal."),
        (@"^[ \t]*(?:(?:public|internal|private|protected)\s+)?static\s+(?!readonly\b|partial\b|class\b)(?:[\w.<>,?\[\]]+\s+)+\w+\s*(?:;|=[^>])", "State that is shared and can change has no place here; make it readonly, or a part of the World."),
    ];

    internal static IEnumerable<Violation> Check(TextFile file) =>
        file.IsIn("src/Orchestration", "src/Shapes") ? Bans.SelectMany(ban => file.Find(file.Code, ban.Pattern, ban.Advice)) : [];

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase("async Task A() {}")]
    [TestCase("var a = DateTime.UtcNow;")]
    [TestCase("var a = DateTimeOffset.Now;")]
    [TestCase("var a = Guid.NewGuid();")]
    [TestCase("var a = new Random(1);")]
    [TestCase("var a = File.ReadAllText(b);")]
    [TestCase("var a = new HttpClient();")]
    [TestCase("Task.Run(() => 1);")]
    [TestCase("var a = Stopwatch.StartNew();")]
    [TestCase("var a = Environment.TickCount64;")]
    [TestCase("lock (a) b++;")]
    [TestCase("using System.IO;")]
    [TestCase("var a = name.GetHashCode() % 4;")]
    [TestCase("var a = ImmutableDictionary<string, int>.Empty;")]
    [TestCase("    private static int count = 3;")]
    [TestCase("    internal static Dictionary<string, int> Seen;")]
    [TestCase("var a = $\"{Guid.NewGuid()}\";")]
    public void It_bites(string code)
    {
        Check(new TextFile("src/Orchestration/A.cs", "\n" + code)).Should().ContainSingle().Which.Line.Should().Be(2);
        Check(new TextFile("src/Engine/A.cs", code)).Should().BeEmpty();
    }

    [TestCase("// async is for the engine, as is DateTime.UtcNow")]
    [TestCase("var a = \"File.Exists\";")]
    [TestCase("foreach (var a in container.Environment.OrEmpty())")]
    [TestCase("case PlacementStrategyType.Random:")]
    [TestCase("    private static readonly int Count = 3;")]
    [TestCase("    public static int Count => 3;")]
    [TestCase("    public static int Count { get; } = 3;")]
    [TestCase("    public static int Count(int a = 3) => a;")]
    [TestCase("    static int Local(int a)")]
    public void It_lets_pass(string code) => Check(new TextFile("src/Shapes/A.cs", code)).Should().BeEmpty();
}
