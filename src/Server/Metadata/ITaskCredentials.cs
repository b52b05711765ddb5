using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Metadata;

/// <summary>Gives out the temporary credentials of task roles.</summary>
public interface ITaskCredentials
{
    /// <summary>What the task may use now. It is asked whenever a container asks, and renews them in time.</summary>
    /// <param name="roleArn">The role's ARN.</param>
    TaskRoleCredentials Of(AccountRegion scope, EcsTask task, string roleArn, DateTimeOffset now);
}

/// <summary>Temporary credentials, in the members and the order of the container credentials endpoint.</summary>
/// <param name="Expiration">When they end.</param>
public sealed record TaskRoleCredentials(string RoleArn, string AccessKeyId, string SecretAccessKey, string Token, DateTimeOffset Expiration);
