using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading.LocalStack;

/// <summary>The backend <c>localstack</c> where there is none: it takes Testcontainers, which comes with the official packages.</summary>
internal static class LocalStackBackend
{
    /// <summary>Why it cannot be graded on, and what to do.</summary>
    public static string? Lack() => "This workbook was built without the backend localstack. Build it with the official packages: OfficialSdks=true ./workbook grade …";

    /// <exception cref="GradingException">Always.</exception>
    public static IGradingBackend Create() => throw new GradingException(Lack()!);
}
