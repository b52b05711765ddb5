using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Environment variables and the files they come from (API_KeyValuePair, API_EnvironmentFile).</summary>
internal static class EnvironmentRules
{
    private const int MostFiles = 10;

    public static void Check(ContainerDefinition container, Draft draft)
    {
        foreach (var variable in container.Environment.OrEmpty())
        {
            if (string.IsNullOrWhiteSpace(variable.Name)) throw EcsErrors.Client("Environment variable name cannot be null or blank.");
        }

        var files = container.EnvironmentFiles.OrEmpty();
        if (files.Count > MostFiles)
            throw EcsErrors.Client("The maximum number of environment files was exceeded. Specify ten or less and try again.");
        foreach (var file in files)
        {
            if (file.Type != EnvironmentFileType.S3)
                throw EcsErrors.Client($"Invalid environment file type '{file.Type ?? "null"}'. Must be one of [s3]");
            if (!Arns.S3Object.IsMatch(file.Value ?? "")) throw EcsErrors.Client("Invalid arn syntax.");
            if (!file.Value!.EndsWith(".env", StringComparison.Ordinal))
                throw EcsErrors.Client("Environment files must have a .env file extension.");
        }
        // The agent reads the files with the execution role.
        if (files.Count > 0 && !draft.HasExecutionRole)
        {
            throw EcsErrors.Client(
                "When you are specifying environment files, you must also specify a value for 'executionRoleArn'.");
        }
    }
}
