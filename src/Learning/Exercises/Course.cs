namespace Workbook.Learning.Exercises;

/// <summary>Where the course is: the folder that holds exercises, solutions and notebooks.</summary>
public static class Course
{
    /// <summary>The first folder with a catalogue among the given ones and all above them.</summary>
    /// <exception cref="CatalogException">There is none.</exception>
    public static string FindRoot(params IEnumerable<string> startingAt)
    {
        foreach (var start in startingAt)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, ExerciseCatalog.Place))) return folder.FullName;
            }
        }
        throw new CatalogException($"There is no {ExerciseCatalog.Place} here or above. Run this inside a checkout of the workbook.");
    }
}
