namespace Workbook.Repository.Tests.Course;

/// <summary>The lessons. Their numbers and names are fixed: notebooks, exercises and solutions go by them.</summary>
internal static class Lessons
{
    /// <summary>What the names of the lessons begin with: one lesson, one row; the alternatives are ways to abbreviate it.</summary>
    private static readonly string[][] Names =
    [
        ["01-why-orchestration"], ["02-build-images"], ["03-registry"], ["04-task-definitions"], ["05-tasks"], ["06-services"], ["07-load-balancing"],
        ["08-auto-scaling"], ["09-iam"], ["10-storage"], ["11-logs"], ["12-event-driven", "12-events"], ["13-ci-cd", "13-cicd", "13-blue-green"], ["14-ec2-capacity"],
        ["15-elastic-beanstalk"], ["16-final-exam", "16-the-final-exam"],
    ];

    /// <summary>Whether a lesson is called so.</summary>
    public static bool Has(string name) => Names.Any(lesson => lesson.Any(start => name == start || name.StartsWith(start + "-", StringComparison.Ordinal)));
}
