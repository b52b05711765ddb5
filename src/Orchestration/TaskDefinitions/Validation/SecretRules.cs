using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Secrets handed to a container, to its log driver, and for its registry (API_Secret, API_RepositoryCredentials).</summary>
internal static class SecretRules
{
    public static void Check(ContainerDefinition container, Draft draft)
    {
        var logSecrets = container.LogConfiguration?.SecretOptions.OrEmpty() ?? [];
        if ((container.Secrets.HasAny() || logSecrets.Count > 0) && !draft.HasExecutionRole)
            throw EcsErrors.Client("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        if (!string.IsNullOrEmpty(container.RepositoryCredentials?.CredentialsParameter) && !draft.HasExecutionRole)
            throw EcsErrors.Client("Private repository authentication requires that the task definition specify a value for executionRoleArn.");

        CheckNames(container.Secrets.OrEmpty());
        CheckNames(logSecrets);
        var variables = container.Environment.OrEmpty().Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var secret in container.Secrets.OrEmpty())
        {
            if (variables.Contains(secret.Name))
            {
                throw EcsErrors.Client(
                    $"The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '{secret.Name}'.");
            }
        }
    }

    /// <summary>Whether the value comes from Secrets Manager; everything else is a Systems Manager parameter.</summary>
    public static bool IsSecretsManager(Secret secret) => Arns.Secret.IsMatch(secret.ValueFrom!);

    private static void CheckNames(ValueList<Secret> secrets)
    {
        foreach (var secret in secrets)
        {
            if (string.IsNullOrWhiteSpace(secret.Name)) throw EcsErrors.Client("Secret name cannot be null or blank.");
            if (string.IsNullOrWhiteSpace(secret.ValueFrom)) throw EcsErrors.Client($"The value of secret {secret.Name} cannot be null or blank.");
            if (!IsSecretsManager(secret) && !Arns.Parameter.IsMatch(secret.ValueFrom) && !Arns.ParameterName.IsMatch(secret.ValueFrom))
            {
                throw EcsErrors.Client(
                    $"The Systems Manager parameter name specified for secret {secret.Name} is invalid. The parameter name can be up to 2048 characters and include the following letters and symbols: a-zA-Z0-9_.-");
            }
        }
        var twice = secrets.GroupBy(secret => secret.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToArray();
        if (twice.Length > 0)
            throw EcsErrors.Client($"Duplicate secret names found: {string.Join(", ", twice)}. Each secret name must be unique.");
    }
}
