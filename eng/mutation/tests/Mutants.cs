using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests;

/// <summary>
/// Stryker's test process stays, but what a static field was initialised with stays too: a mutant in an initialiser would
/// never act, or act on all that are tested after it. So a run that needs other initial values than this process began with
/// ends the process, and Stryker repeats the run in a new one.
/// </summary>
internal static class Mutants
{
    private const int None = -1;

    private static readonly string KnownStatics = Path.Combine(AppContext.BaseDirectory, "static-mutants.txt");

    private static readonly Type[] Core = typeof(World).Assembly.GetTypes();

    // The class that Stryker puts into what it mutates; null while nothing is mutated.
    private static readonly Type? Control = Array.Find(Core, type => type.Name == "MutantControl");

    private static int initial = None;

    /// <summary>Initialises the core's static fields with the mutant that is to be tested, and makes something without any mutant.</summary>
    public static T Ready<T>(Func<T> make)
    {
        if (Control is null) return make();
        initial = Active();
        foreach (var type in Core.Where(type => !type.ContainsGenericParameters)) Initialise(type);
        var capture = Control.GetField("CaptureCoverage")!;
        var isCapturing = (bool)capture.GetValue(null)!;
        int[] statics = [.. Covered("_coveredMutants")];
        // While coverage is captured no mutant acts.
        capture.SetValue(null, true);
        var made = make();
        capture.SetValue(null, isCapturing);
        Control.GetMethod("ResetCoverage")!.Invoke(null, null);
        if (isCapturing) Keep(statics);
        return made;
    }

    /// <summary>Ends the process when it is not the one for the mutant of this run.</summary>
    /// <param name="isStuck">True when a test of the run before still runs.</param>
    public static void BeforeRun(bool isStuck)
    {
        if (isStuck) Process.GetCurrentProcess().Kill();
        var active = Active();
        if (active == initial || !File.Exists(KnownStatics)) return;
        var statics = File.ReadAllLines(KnownStatics).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToHashSet();
        if (statics.Contains(active) || statics.Contains(initial)) Process.GetCurrentProcess().Kill();
    }

    private static void Initialise(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException)
        {
            // The mutant breaks the initialiser; every test that needs it will say so.
        }
    }

    private static void Keep(int[] statics)
    {
        Covered("_coveredMutants").AddRange(statics);
        Covered("_coveredStaticMutants").AddRange(statics);
        var temporary = KnownStatics + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllLines(temporary, statics.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        File.Move(temporary, KnownStatics, overwrite: true);
    }

    private static List<int> Covered(string field) => (List<int>)Control!.GetField(field, BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    // Stryker writes the mutant of a run into a file of four bytes.
    private static int Active()
    {
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } path || !File.Exists(path)) return None;
        using var reader = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadInt32();
    }
}
