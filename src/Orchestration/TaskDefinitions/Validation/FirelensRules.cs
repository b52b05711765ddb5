using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The log router of a task (API_FirelensConfiguration).</summary>
internal static class FirelensRules
{
    public static void CheckContainer(ContainerDefinition container)
    {
        if (container.FirelensConfiguration is not { } firelens) return;
        if (firelens.Type is not (FirelensConfigurationType.Fluentd or FirelensConfigurationType.Fluentbit))
            throw Wording.Invalid("firelensConfiguration", container);
        switch (ConfigFileType(firelens))
        {
            case null or "file":
                break;
            case "s3":
                if (!Arns.S3Object.IsMatch(firelens.Options!.TryGetValue("config-file-value", out var value) ? value : ""))
                    throw EcsErrors.Client("Invalid arn syntax.");
                break;
            default:
                throw Wording.Invalid("firelensConfiguration", container);
        }
    }

    public static void CheckTask(Draft draft)
    {
        var routers = draft.Containers.Count(container => container.FirelensConfiguration is not null);
        if (routers > 1) throw EcsErrors.Client("Only one container in a task definition can have a firelens configuration object.");
        if (routers == 0 && draft.Containers.Any(container => container.LogConfiguration?.LogDriver == LogDriver.Awsfirelens))
        {
            throw EcsErrors.Client(
                "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.");
        }
    }

    /// <summary>Where the router's configuration comes from: "file" in the image, "s3", or null for none.</summary>
    public static string? ConfigFileType(FirelensConfiguration firelens) =>
        firelens.Options is { } options && options.TryGetValue("config-file-type", out var type) ? type : null;
}
