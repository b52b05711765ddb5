using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary>Kernels that know the learner's library and the AWS clients.</summary>
internal static class Kernels
{
    private static readonly string[] Libraries = ["Workbook.Lab.dll", "AWSSDK.Core.dll", "AWSSDK.ECS.dll"];

    /// <param name="notebook">The notebook's path; its folder is where relative paths start.</param>
    /// <param name="endpoint">What AWS clients of its cells talk to.</param>
    public static KernelLaunch Launch(string notebook, Uri endpoint)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook))!;
        return KernelLaunch.Self() with
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?>
            {
                ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null,
                ["AWS_REGION"] = "us-east-1",
            },
            Options = new()
            {
                References = [.. Libraries.Select(name => Path.Combine(AppContext.BaseDirectory, name))],
                BaseDirectory = folder,
            },
        };
    }
}
