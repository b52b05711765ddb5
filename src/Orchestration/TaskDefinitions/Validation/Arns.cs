using System.Text.RegularExpressions;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The names of things elsewhere in AWS that a task definition may contain.</summary>
internal static partial class Arns
{
    /// <summary><c>arn:aws:s3:::bucket/key</c>.</summary>
    [GeneratedRegex(@"^arn:aws[a-z-]*:s3:::[^/]+/.+\z")]
    public static partial Regex S3Object { get; }

    /// <summary>A secret, also with a JSON key, a version stage and a version id after it.</summary>
    [GeneratedRegex(@"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?\z")]
    public static partial Regex Secret { get; }

    /// <summary><c>arn:aws:ssm:region:account:parameter/name</c>.</summary>
    [GeneratedRegex(@"^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter/?[a-zA-Z0-9_./-]{1,2048}\z")]
    public static partial Regex Parameter { get; }

    /// <summary>A parameter in the task's own region, by its name.</summary>
    [GeneratedRegex(@"^[a-zA-Z0-9_./-]{1,2048}\z")]
    public static partial Regex ParameterName { get; }

    /// <summary>An image in a private ECR repository; the public gallery needs no login.</summary>
    [GeneratedRegex(@"^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.[a-z0-9.-]+/")]
    public static partial Regex EcrImage { get; }
}
