using Workbook.Shapes.Ecs;
using Workbook.Orchestration.Ec2;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The few programs that a simulated container has: what they print, and what they end with.</summary>
internal static class SimulatedPrograms
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Whose home is named after it.</summary>
    private const string User = "root";

    private static readonly string[] Root = ["bin", "dev", "etc", "home", "lib", "media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var"];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "cat", "echo", "env", "false", "hostname", "ls", "pwd", "sleep", "true" };

    /// <summary>Whether the image has a program, named with or without its folder.</summary>
    public static bool Has(string image, string program)
    {
        var name = NameOf(program);
        // Alpine and BusyBox come without bash.
        if (name == "bash") return !IsSmall(image);
        return ShellLine.IsShell(name) || Names.Contains(name);
    }

    /// <summary>What a program prints that needs neither input nor time, and its exit code; null for all others.</summary>
    public static (string Output, int ExitCode)? TryRun(RuntimeContainer container, string[] command, bool hasTerminal) => (NameOf(command[0]), command) switch
    {
        ("echo", [_, "-n", .. var words]) => (string.Join(' ', words), 0),
        ("echo", [_, .. var words]) => (string.Join(' ', words) + "\n", 0),
        ("hostname", _) => (HostName(container) + "\n", 0),
        ("pwd", _) => (Folder(container) + "\n", 0),
        ("env", [_]) => (string.Concat(Environment(container, hasTerminal).Select(variable => $"{variable.Name}={variable.Value}\n")), 0),
        ("ls", [_, .. var operands]) => List(operands.LastOrDefault(operand => !operand.StartsWith('-')) ?? Folder(container), hasTerminal),
        ("true" or ":", _) => ("", 0),
        ("false", _) => ("", 1),
        _ => null,
    };

    /// <summary>The program's name without the folders that programs are in.</summary>
    public static string NameOf(string program) => program.StartsWith('/') && Path.Split(':').Contains(program[..Math.Max(program.LastIndexOf('/'), 0)])
        ? program[(program.LastIndexOf('/') + 1)..]
        : program;

    public static string Folder(RuntimeContainer container) => container.Definition.WorkingDirectory is { Length: > 0 } folder ? folder : "/";

    public static string HostName(RuntimeContainer container)
    {
        if (container.Definition.Hostname is { Length: > 0 } own) return own;
        // On awsvpc the name is that of the network interface; Docker names a container after the first 12 digits of its id.
        return container.Task.Task.Network?.PrivateIpv4Address is { } address
            ? PrivateDnsName.Of(container.Task.Scope.Region, address)
            : container.State.RuntimeId is { Length: >= 12 } id ? id[..12] : container.State.Name;
    }

    private static IEnumerable<(string Name, string Value)> Environment(RuntimeContainer container, bool hasTerminal)
    {
        yield return ("PATH", Path);
        yield return ("HOSTNAME", HostName(container));
        if (hasTerminal) yield return ("TERM", "xterm");
        yield return ("AWS_EXECUTION_ENV", container.Task.Task.LaunchType == LaunchType.Fargate ? "AWS_ECS_FARGATE" : "AWS_ECS_EC2");
        foreach (var variable in container.Definition.Environment ?? []) yield return (variable.Name ?? "", variable.Value ?? "");
        yield return ("HOME", "/" + User);
    }

    private static (string Output, int ExitCode) List(string folder, bool hasTerminal) => folder is "/" or "."
        ? (hasTerminal ? string.Join("  ", Root) + "\n" : string.Concat(Root.Select(name => name + "\n")), 0)
        : Root.Contains(folder.Trim('/')) ? ("", 0) : ($"ls: {folder}: No such file or directory\n", 1);

    private static bool IsSmall(string image) =>
        ImageReference.Parse(image) is var parsed && (parsed.ShortName is "alpine" or "busybox" || parsed.Tag.Contains("alpine", StringComparison.Ordinal));
}
