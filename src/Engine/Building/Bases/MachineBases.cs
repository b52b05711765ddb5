using System.Runtime.InteropServices;

namespace Workbook.Engine.Building.Bases;

/// <summary>
/// The base images that are made of this machine's own programs, for where no registry can be reached: <c>workbook/dotnet</c> of the
/// .NET runtime, <c>workbook/node</c> of Node.js. What is built on them runs on every Linux with the same kind of processor.
/// </summary>
/// <param name="folder">Where they are kept: to make one takes some seconds.</param>
internal sealed class MachineBases(string folder)
{
    private const string Shell = "/bin/busybox";
    private static readonly string[] Commons = ["/etc/ssl/certs/ca-certificates.crt", Shell];
    private static readonly string[] ShellCommands = ["sh", "cat", "echo", "env", "hostname", "id", "kill", "ls", "ps", "sleep", "wget"];

    public const string Dotnet = "workbook/dotnet", Node = "workbook/node";

    /// <summary>True on machines whose programs run in Linux containers.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux();

    public static MachineBases OfThisUser() => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(), "workbook", "bases"));

    /// <summary>The one of .NET, of the version that this program runs on.</summary>
    /// <exception cref="BuildException">It cannot be made.</exception>
    public async Task<BaseImage> DotnetAsync(CancellationToken cancellation) => await MakeAsync(await DotnetRecipe.WriteAsync(cancellation), cancellation);

    /// <summary>The base image that a Dockerfile asks for; null for one that is not made here.</summary>
    /// <exception cref="BuildException">It cannot be made, or only in another version.</exception>
    public async Task<BaseImage?> FindAsync(string repository, string tag, CancellationToken cancellation)
    {
        if (repository is not (Dotnet or Node)) return null;
        if (!IsPossible) throw new BuildException($"{repository} is made of programs for Linux, which this machine does not have. Use the Dockerfile with a public base image instead.");
        var recipe = repository == Dotnet ? await DotnetRecipe.WriteAsync(cancellation) : await NodeRecipe.WriteAsync(cancellation);
        if (tag != recipe.Tag && tag != "latest") throw new BuildException($"{repository}:{tag} cannot be made: this machine has {recipe.Name}. Change the FROM line, or install that version.");
        return await MakeAsync(recipe with { Tag = tag }, cancellation);
    }

    /// <summary>The processor of this machine, in the words of image configurations.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => throw new BuildException($"Base images are made for x64 and Arm64, not for {other}. Use the Dockerfile with a public base image instead."),
    };

    /// <summary>A shell, where this machine has one that needs nothing else, and what every program expects to find.</summary>
    public static void AddCommons(SortedDictionary<string, string> files)
    {
        foreach (var path in Commons.Where(File.Exists)) files[path] = path;
    }

    /// <summary>The names that the shell's own commands go by.</summary>
    public static Dictionary<string, string> ShellLinks() => File.Exists(Shell)
        ? ShellCommands.ToDictionary(name => $"/bin/{name}", _ => Shell, StringComparer.Ordinal)
        : [];

    private Task<BaseImage> MakeAsync(BaseRecipe recipe, CancellationToken cancellation) => BaseImage.MakeAsync(recipe, folder, cancellation);
}
