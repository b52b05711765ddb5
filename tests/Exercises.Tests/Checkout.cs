using System.Runtime.CompilerServices;
using Workbook.Learning.Exercises;

namespace Workbook.Exercises.Tests;

/// <summary>The course that these tests were built from, wherever they were built to.</summary>
internal static class Checkout
{
    public static string Root { get; } = Course.FindRoot(Path.GetDirectoryName(ThisFile())!);

    public static ExerciseCatalog Catalog { get; } = ExerciseCatalog.Load(Root);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
