using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes;

/// <summary>What a container is given at its start from elsewhere: Secrets Manager, Parameter Store and S3.</summary>
public interface IContainerInputs
{
    /// <summary>The value of a secret.</summary>
    /// <param name="valueFrom">As in the container definition: a secret's ARN with key and version, or a parameter's name or ARN.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message is what ECS says of it.</exception>
    ValueTask<string> SecretAsync(AccountRegion scope, string valueFrom, CancellationToken cancellation);

    /// <summary>An environment file.</summary>
    /// <param name="objectArn">The S3 object's ARN.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message is what ECS says of it.</exception>
    ValueTask<string> EnvironmentFileAsync(AccountRegion scope, string objectArn, CancellationToken cancellation);
}
