using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;

namespace Workbook.Cli.Commands;

/// <summary>The option <c>--instance</c>: a Docker Engine that is a container instance.</summary>
internal static partial class InstanceOption
{
    private const string Form = "NAME=ADDRESS[,cluster=CLUSTER]";
    private const string ClusterKey = "cluster=";

    /// <summary>An address that stands for the Docker Engine that the docker command would use.</summary>
    private const string DefaultAddress = "default";

    public static Option<DockerInstance[]> Create() => new("--instance")
    {
        Description = $"With --backend docker: a Docker Engine that is a container instance, for tasks of the EC2 launch type. ADDRESS is such as unix:///var/run/docker.sock or tcp://HOST:2375, or '{DefaultAddress}' for the one the docker command uses. Can be given several times.",
        HelpName = Form,
        CustomParser = Parse,
        DefaultValueFactory = _ => [],
    };

    public static void NeedsDocker(Command command, Option<DockerInstance[]> instance, Option<string> backend) => command.Validators.Add(result =>
    {
        if (result.GetResult(instance) is { Implicit: false } && result.GetValue(backend) != Backends.Docker) result.AddError($"--instance needs --backend {Backends.Docker}.");
    });

    private static DockerInstance[] Parse(ArgumentResult result)
    {
        try
        {
            var instances = result.Tokens.Select(token => Parse(token.Value)).ToArray();
            if (instances.GroupBy(instance => instance.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                result.AddError($"--instance gives the name '{twice.Key}' twice.");
            return instances;
        }
        catch (IOException error)
        {
            result.AddError(error.Message);
            return [];
        }
    }

    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    private static DockerInstance Parse(string text)
    {
        var parts = text.Split(',');
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || parts.Length > 2 || (parts.Length == 2 && !parts[1].StartsWith(ClusterKey, StringComparison.Ordinal)))
            throw new IOException($"--instance takes {Form}, not '{text}'.");
        var (name, address) = (parts[0][..equals], parts[0][(equals + 1)..]);
        if (!Name().IsMatch(name)) throw new IOException($"'{name}' cannot be the name of an --instance: up to 100 letters, digits, hyphens, underscores and dots are allowed.");
        var instance = new DockerInstance(name, address == DefaultAddress ? new DockerEndpoint() : DockerEndpoint.Parse(address));
        return parts.Length == 2 ? instance with { Cluster = parts[1][ClusterKey.Length..] } : instance;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Name();
}
