using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Puts a container's environment together: environment files, the definition's own variables, secrets, and what the agent adds; later ones outrank earlier ones.</summary>
internal sealed class ContainerEnvironment(IContainerInputs? inputs, IAgentEndpoint? agent)
{
    /// <returns><c>NAME=value</c> for each variable.</returns>
    /// <exception cref="ContainerFailedException">A secret or file cannot be had; the message is ECS's.</exception>
    public async ValueTask<IReadOnlyList<string>> OfAsync(RuntimeContainer container, CancellationToken cancellation)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // Of two files that say something of one variable the first is heard.
        foreach (var file in container.Definition.EnvironmentFiles ?? [])
        {
            foreach (var (name, value) in EnvironmentFileFormat.Parse(await FileAsync(container, file, cancellation))) variables.TryAdd(name, value);
        }
        foreach (var variable in container.Definition.Environment ?? []) variables[variable.Name!] = variable.Value ?? "";
        foreach (var secret in container.Definition.Secrets ?? []) variables[secret.Name!] = await SecretAsync(container, secret, cancellation);
        foreach (var (name, value) in agent?.EnvironmentOf(container) ?? new Dictionary<string, string>()) variables[name] = value;
        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    /// <summary>The values of the secret options of its log driver.</summary>
    /// <inheritdoc cref="OfAsync"/>
    public async ValueTask<IReadOnlyDictionary<string, string>> LogSecretsOfAsync(RuntimeContainer container, CancellationToken cancellation)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var secret in container.Definition.LogConfiguration?.SecretOptions ?? []) values[secret.Name!] = await SecretAsync(container, secret, cancellation);
        return values;
    }

    private async ValueTask<string> SecretAsync(RuntimeContainer container, Secret secret, CancellationToken cancellation)
    {
        try
        {
            return await (inputs ?? throw new KeyNotFoundException("this Docker Engine is not given any secrets")).SecretAsync(container.Task.Scope, secret.ValueFrom!, cancellation);
        }
        catch (KeyNotFoundException error)
        {
            throw new ContainerFailedException(DockerErrors.ResourceInitialization(
                $"unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret {secret.ValueFrom}: {error.Message}"), error);
        }
    }

    private async ValueTask<string> FileAsync(RuntimeContainer container, EnvironmentFile file, CancellationToken cancellation)
    {
        try
        {
            return await (inputs ?? throw new KeyNotFoundException("this Docker Engine is not given any environment files")).EnvironmentFileAsync(container.Task.Scope, file.Value!, cancellation);
        }
        catch (KeyNotFoundException error)
        {
            throw new ContainerFailedException(DockerErrors.ResourceInitialization($"failed to download env files: {file.Value}: {error.Message}"), error);
        }
    }
}
