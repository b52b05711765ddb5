using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Attribute = Workbook.Shapes.Ecs.Attribute;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>
/// What an instance must be able to do to run the task: <c>requiresAttributes</c> (API_TaskDefinition). The names are
/// those that the container agent registers; the numbers are the Docker Remote API versions that brought a feature.
/// </summary>
internal static class RequiredAttributes
{
    private const string Com = "com.amazonaws.ecs.capability.";
    private const string Ecs = "ecs.capability.";
    private const string DockerApi = Com + "docker-remote-api.";

    /// <summary>Absent when nothing special is needed, as ECS leaves it out.</summary>
    public static ValueList<Attribute>? Of(Draft draft)
    {
        var names = new List<string>();
        AddLogging(names, draft);
        AddRoles(names, draft);
        AddVolumes(names, draft);
        AddContainers(names, draft);
        AddTask(names, draft);
        return names.Count == 0 ? null : names.Distinct().Select(name => new Attribute { Name = name }).ToValueList();
    }

    private static void AddLogging(List<string> names, Draft draft)
    {
        foreach (var container in draft.Containers)
        {
            if (container.LogConfiguration is { } log)
            {
                names.Add(Com + "logging-driver." + log.LogDriver);
                names.Add(DockerApi + "1.19");
                if (log.LogDriver == LogDriver.Awslogs && draft.HasExecutionRole) names.Add(Ecs + "execution-role-awslogs");
                foreach (var secret in log.SecretOptions.OrEmpty()) names.Add($"{Ecs}secrets.{Store(secret)}.bootstrap.log-driver");
            }
            if (container.FirelensConfiguration is { } firelens)
            {
                names.Add(Ecs + "firelens." + firelens.Type);
                if (FirelensRules.ConfigFileType(firelens) is { } type) names.Add(Ecs + "firelens.options.config." + type);
            }
        }
    }

    private static void AddRoles(List<string> names, Draft draft)
    {
        foreach (var container in draft.Containers)
        {
            if (Arns.EcrImage.IsMatch(container.Image!))
            {
                names.Add(Com + "ecr-auth");
                if (draft.HasExecutionRole) names.Add(Ecs + "execution-role-ecr-pull");
            }
            if (!string.IsNullOrEmpty(container.RepositoryCredentials?.CredentialsParameter))
                names.Add(Ecs + "private-registry-authentication.secretsmanager");
            foreach (var secret in container.Secrets.OrEmpty()) names.Add($"{Ecs}secrets.{Store(secret)}.environment-variables");
            if (container.EnvironmentFiles.HasAny()) names.Add(Ecs + "env-files.s3");
        }
        if (!string.IsNullOrEmpty(draft.Request.TaskRoleArn))
            names.Add(Com + (draft.Network == NetworkMode.Host ? "task-iam-role-network-host" : "task-iam-role"));
    }

    private static void AddVolumes(List<string> names, Draft draft)
    {
        foreach (var volume in draft.Volumes)
        {
            if (volume.EfsVolumeConfiguration is { } efs)
            {
                names.Add(Ecs + "efs");
                if (efs.TransitEncryption is not null || efs.AuthorizationConfig is not null) names.Add(Ecs + "efsAuth");
                names.Add(DockerApi + "1.25");
            }
            if (volume.DockerVolumeConfiguration is { } docker)
            {
                names.Add(Ecs + "docker-plugin." + (docker.Driver ?? "local"));
                names.Add(DockerApi + "1.25");
            }
            if (volume.FsxWindowsFileServerVolumeConfiguration is not null) names.Add(Ecs + "fsxWindowsFileServer");
        }
    }

    private static void AddContainers(List<string> names, Draft draft)
    {
        foreach (var container in draft.Containers)
        {
            if (container.Privileged == true) names.Add(Com + "privileged-container");
            if (container.ReadonlyRootFilesystem == true || container.DockerSecurityOptions.HasAny()) names.Add(DockerApi + "1.17");
            if (container.DockerLabels is { Count: > 0 } || container.Ulimits.HasAny()) names.Add(DockerApi + "1.18");
            if (container.MemoryReservation is not null) names.Add(DockerApi + "1.21");
            if (container.LinuxParameters is { } linux)
            {
                if (linux.SharedMemorySize is not null || linux.Tmpfs.HasAny()) names.Add(DockerApi + "1.22");
                if (linux.InitProcessEnabled == true) names.Add(DockerApi + "1.25");
            }
            if (container.SystemControls.HasAny()) names.Add(DockerApi + "1.24");
            if (container.DependsOn.HasAny() || container.StartTimeout is not null || container.StopTimeout is not null)
                names.Add(Ecs + "container-ordering");
            if (container.HealthCheck is not null)
            {
                names.Add(Ecs + "container-health-check");
                names.Add(DockerApi + "1.29");
            }
        }
    }

    private static void AddTask(List<string> names, Draft draft)
    {
        if (draft.Request.PidMode is not null || draft.Request.IpcMode is not null)
        {
            names.Add(Ecs + "pid-ipc-namespace-sharing");
            names.Add(DockerApi + "1.17");
        }
        if (draft.Request.ProxyConfiguration is not null) names.Add(Ecs + "aws-appmesh");
        if (draft.IsAwsvpc)
        {
            names.Add(DockerApi + "1.18");
            names.Add(Ecs + "task-eni");
        }
    }

    private static string Store(Secret secret) => SecretRules.IsSecretsManager(secret) ? "asm" : "ssm";
}
