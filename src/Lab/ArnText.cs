namespace Workbook;

/// <summary>What people call things that have an ARN.</summary>
internal static class ArnText
{
    /// <summary>What comes after the last slash: <c>web:7</c> of a task definition, the id of a task.</summary>
    public static string AfterSlash(string? arn) => arn is null ? "" : arn[(arn.LastIndexOf('/') + 1)..];
}
